/**
 * The WeCom adapter (企业微信适配): callbacks in, API calls out. It implements the ports of the other modules and is the only
 * place that knows WxJava; nothing may depend on it.
 */
@ApplicationModule(
        displayName = "WeCom adapter",
        allowedDependencies = {"core :: *", "engagement :: *", "compliance :: *", "kpi :: *"})
@NullMarked
package cn.bankscrm.wecom;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
