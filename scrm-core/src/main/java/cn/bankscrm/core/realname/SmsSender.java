package cn.bankscrm.core.realname;

/** Sends one-time codes to mobile phones: the port to the bank's SMS gateway. */
public interface SmsSender {

    /** Whether a gateway is configured. Without one there is no link route. */
    boolean available();

    /**
     * Hands a message to the gateway. Not to be called inside a transaction.
     *
     * @throws SmsUnavailable when the gateway did not take it
     */
    void send(Mobile to, CodeMessage message);
}
