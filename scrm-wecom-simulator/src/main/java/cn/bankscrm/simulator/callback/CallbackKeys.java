package cn.bankscrm.simulator.callback;

/** What an app agreed upon with WeCom for its callbacks: Token and EncodingAESKey (43 letters and digits). */
public record CallbackKeys(String token, String aesKey) {
    public CallbackKeys {
        if (token.isBlank()) {
            throw new IllegalArgumentException("the callback token is empty");
        }
        if (!aesKey.matches("[A-Za-z0-9+/]{43}")) {
            throw new IllegalArgumentException("an EncodingAESKey has exactly 43 letters and digits");
        }
    }

    @Override
    public String toString() {
        return "CallbackKeys[…]";
    }
}
