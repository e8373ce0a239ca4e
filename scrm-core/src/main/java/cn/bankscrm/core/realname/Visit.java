package cn.bankscrm.core.realname;

/**
 * A visit of a phone page, as the request shows it. Neither part is kept: only the province and keyed digests are.
 *
 * @param address the IP address
 * @param device what tells devices apart roughly: browser, language, screen
 */
public record Visit(String address, String device) {

    @Override
    public String toString() {
        return "Visit[…]";
    }
}
