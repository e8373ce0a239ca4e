/**
 * The core domain (核心域): institutions, staff, customers, WeCom contacts, friend links, manager assignments, real-name
 * bindings, tags and segments. It knows neither WeCom's protocol nor any page; what it needs from outside it asks for
 * through ports that it owns.
 */
@ApplicationModule(
        displayName = "Core",
        allowedDependencies = {})
@NullMarked
package cn.bankscrm.core;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
