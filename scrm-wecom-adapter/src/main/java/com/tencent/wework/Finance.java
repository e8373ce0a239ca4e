package com.tencent.wework;

/**
 * The functions of WeCom's native library (会话内容存档 SDK), nothing else; the library finds them by these names. Used in a
 * process of its own alone: a fault of the library ends the process that loaded it.
 *
 * <p>Source: developer.work.weixin.qq.com, page 91774, as read 2026-07.
 */
@SuppressWarnings({"MemberName", "checkstyle:MethodName"}) // the library's names
public final class Finance {

    private Finance() {}

    public static native long NewSdk();

    public static native int Init(long sdk, String corpid, String secret);

    public static native int GetChatData(
            long sdk, long seq, long limit, String proxy, String passwd, long timeout, long chatData);

    public static native int GetMediaData(
            long sdk, String indexbuf, String sdkField, String proxy, String passwd, long timeout, long mediaData);

    public static native int DecryptData(long sdk, String encryptKey, String encryptMsg, long msg);

    public static native void DestroySdk(long sdk);

    public static native long NewSlice();

    public static native void FreeSlice(long slice);

    public static native String GetContentFromSlice(long slice);

    public static native int GetSliceLen(long slice);

    public static native long NewMediaData();

    public static native void FreeMediaData(long mediaData);

    public static native String GetOutIndexBuf(long mediaData);

    public static native byte[] GetData(long mediaData);

    public static native int IsMediaDataFinish(long mediaData);
}
