package cn.bankscrm.core.tag;

/** A tag that may be chosen. */
public record TagChoice(long id, String group, String name) {

    /** How people write which tag they mean. */
    public String written() {
        return group + " / " + name;
    }
}
