package cn.bankscrm.simulator.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Addresses and the app itself. */
final class AccessApi {
    private AccessApi() {}

    static void addTo(Endpoints endpoints) {
        endpoints
                .add("get_api_domain_ip", request -> Map.of("ip_list", List.of("127.0.0.1")))
                .add("getcallbackip", request -> Map.of("ip_list", List.of("127.0.0.1")))
                .add("agent/get", AccessApi::agent);
    }

    private static Map<String, Object> agent(ApiRequest request) {
        String agentId = request.query("agentid");
        if (!agentId.matches("[0-9]{1,10}")) {
            throw new ApiError(40056, "invalid agentid");
        }
        Map<String, Object> agent = new LinkedHashMap<>();
        agent.put("agentid", Long.parseLong(agentId));
        agent.put("name", "银行客户经营");
        agent.put("square_logo_url", "");
        agent.put("description", "");
        agent.put("allow_userinfos", Map.of("user", List.of()));
        agent.put("allow_partys", Map.of("partyid", List.of(1)));
        agent.put("close", 0);
        agent.put("redirect_domain", "");
        agent.put("report_location_flag", 0);
        agent.put("isreportenter", 0);
        agent.put("home_url", "");
        return agent;
    }
}
