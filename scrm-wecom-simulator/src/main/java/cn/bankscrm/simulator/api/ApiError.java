package cn.bankscrm.simulator.api;

/** A refusal in WeCom's words. Its code and text reach the caller with HTTP 200. */
public final class ApiError extends RuntimeException {
    private final int code;
    private final String text;

    public ApiError(int code, String text) {
        super(code + " " + text, null, false, false);
        this.code = code;
        this.text = text;
    }

    static ApiError noRelation() {
        return new ApiError(84061, "not external contact");
    }

    static ApiError invalid(String what) {
        return new ApiError(40058, "invalid Request Parameter: " + what);
    }

    static ApiError unknownMember() {
        return new ApiError(60111, "userid not found");
    }

    static ApiError badCursor() {
        return new ApiError(50100, "invalid cursor");
    }

    int code() {
        return code;
    }

    String text() {
        return text;
    }
}
