package cn.bankscrm.web.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows the faults in place of a stack trace. */
class ConfigurationFaultsAnalyzer extends AbstractFailureAnalyzer<ConfigurationFaults> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ConfigurationFaults faults) {
        return new FailureAnalysis(
                "The platform does not start with this configuration:\n  - "
                        + String.join("\n  - ", faults.sentences()),
                "Set what is named above, in the environment or in a configuration file (docs/configuration.md).",
                faults);
    }
}
