package cn.bankscrm.compliance.reading;

import java.util.List;

/** The compliance officers: the port that whoever keeps the accounts answers, in the transaction of whoever asks. */
@FunctionalInterface
public interface Officers {

    /** All whose account is open. */
    List<Officer> all();
}
