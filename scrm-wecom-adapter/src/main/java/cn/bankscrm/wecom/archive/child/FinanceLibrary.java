package cn.bankscrm.wecom.archive.child;

/** The native library's functions one by one, so that a test can stand in for it. Handles are the library's. */
public interface FinanceLibrary {

    /** Loads the library's files; called once, before anything else. */
    void load(String[] files);

    long newSdk();

    int init(long sdk, String corpId, String secret);

    void destroySdk(long sdk);

    int getChatData(long sdk, long seq, int limit, String proxy, String password, int timeoutSeconds, long slice);

    int decryptData(long sdk, String key, String message, long slice);

    long newSlice();

    String content(long slice);

    void freeSlice(long slice);

    int getMediaData(
            long sdk, String index, String fileId, String proxy, String password, int timeoutSeconds, long media);

    long newMediaData();

    byte[] data(long media);

    String outIndex(long media);

    boolean finished(long media);

    void freeMediaData(long media);
}
