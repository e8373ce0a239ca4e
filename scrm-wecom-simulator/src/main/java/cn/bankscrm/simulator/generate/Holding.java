package cn.bankscrm.simulator.generate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a customer holds with the bank.
 *
 * @param kind as in the platform's file of holdings, for example {@code TERM}
 * @param amount yuan; of a loan what is still owed
 */
public record Holding(
        Customer customer,
        String accountNo,
        String kind,
        String product,
        BigDecimal amount,
        LocalDate opened,
        Optional<LocalDate> matures) {}
