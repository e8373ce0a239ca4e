/** Pages, the REST API and security (页面与接口): one package a feature, each with its controller, form and row records. */
@ApplicationModule(
        displayName = "Web",
        allowedDependencies = {"core :: *", "engagement :: *", "compliance :: *", "kpi :: *"})
@NullMarked
package cn.bankscrm.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
