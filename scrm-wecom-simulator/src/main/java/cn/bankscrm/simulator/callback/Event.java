package cn.bankscrm.simulator.callback;

import java.time.Instant;

/**
 * Something to tell the corp.
 *
 * @param app which of the corp's callbacks hears it: {@code customer}, {@code contact} or {@code archive}
 * @param xml plain; every try carries exactly this
 */
public record Event(
        String app, String type, String changeType, String userid, String externalUserid, Instant at, String xml) {

    public static final String CUSTOMER_APP = "customer";
    public static final String CONTACT_APP = "contact";
    public static final String ARCHIVE_APP = "archive";
}
