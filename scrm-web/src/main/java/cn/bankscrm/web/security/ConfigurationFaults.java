package cn.bankscrm.web.security;

import java.util.List;

/** The configuration cannot be started with. */
class ConfigurationFaults extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // a List.copyOf is serialisable
    private final List<String> sentences;

    ConfigurationFaults(List<String> sentences) {
        super(String.join("; ", sentences));
        this.sentences = List.copyOf(sentences);
    }

    List<String> sentences() {
        return sentences;
    }
}
