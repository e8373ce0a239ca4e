package cn.bankscrm.wecom.archive.child;

import com.tencent.wework.Finance;

/** WeCom's library itself. */
public final class NativeFinance implements FinanceLibrary {

    /** For {@link FinanceChild}, by name. */
    public NativeFinance() {
        // nothing to prepare before the files are known
    }

    @Override
    public void load(String[] files) {
        for (String file : files) {
            System.load(file);
        }
    }

    @Override
    public long newSdk() {
        return Finance.NewSdk();
    }

    @Override
    public int init(long sdk, String corpId, String secret) {
        return Finance.Init(sdk, corpId, secret);
    }

    @Override
    public void destroySdk(long sdk) {
        Finance.DestroySdk(sdk);
    }

    @Override
    public int getChatData(
            long sdk, long seq, int limit, String proxy, String password, int timeoutSeconds, long slice) {
        return Finance.GetChatData(sdk, seq, limit, proxy, password, timeoutSeconds, slice);
    }

    @Override
    public int decryptData(long sdk, String key, String message, long slice) {
        return Finance.DecryptData(sdk, key, message, slice);
    }

    @Override
    public long newSlice() {
        return Finance.NewSlice();
    }

    @Override
    public String content(long slice) {
        return Finance.GetContentFromSlice(slice);
    }

    @Override
    public void freeSlice(long slice) {
        Finance.FreeSlice(slice);
    }

    @Override
    public int getMediaData(
            long sdk, String index, String fileId, String proxy, String password, int timeoutSeconds, long media) {
        return Finance.GetMediaData(sdk, index, fileId, proxy, password, timeoutSeconds, media);
    }

    @Override
    public long newMediaData() {
        return Finance.NewMediaData();
    }

    @Override
    public byte[] data(long media) {
        return Finance.GetData(media);
    }

    @Override
    public String outIndex(long media) {
        return Finance.GetOutIndexBuf(media);
    }

    @Override
    public boolean finished(long media) {
        return Finance.IsMediaDataFinish(media) == 1;
    }

    @Override
    public void freeMediaData(long media) {
        Finance.FreeMediaData(media);
    }
}
