/**
 * Engagement (内容、SOP与触达): what the bank says to its customers, on which way, and what they do with it. Content, SOP
 * plans, instructions and tracked links live here.
 */
@ApplicationModule(
        displayName = "Engagement",
        allowedDependencies = {"core :: *", "compliance :: *"})
@NullMarked
package cn.bankscrm.engagement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
