package cn.bankscrm.simulator.api;

import java.util.Map;

/** Answers one path. */
@FunctionalInterface
interface Endpoint {
    /** Returns the answer's fields beside {@code errcode} and {@code errmsg} */
    Map<String, Object> answer(ApiRequest request);
}
