package cn.bankscrm.engagement.workbench;

import java.util.Optional;

/**
 * What a page needs to work inside WeCom's own client: who the application is, and the tickets that sign its address.
 */
public interface WeComClient {

    /**
     * The application beside the chat.
     *
     * @param corpId the bank's corp id
     * @param agentId the application's number
     */
    record App(String corpId, String agentId) {}

    /** Empty where the platform was not told how to reach WeCom for it. */
    Optional<App> app();

    /**
     * The corp's ticket (jsapi_ticket). Kept for as long as it is good; not to be called inside a transaction.
     *
     * @throws WeComClientUnavailable when WeCom gave none
     */
    String corpTicket();

    /**
     * The application's ticket (agent_config), likewise.
     *
     * @throws WeComClientUnavailable when WeCom gave none
     */
    String appTicket();
}
