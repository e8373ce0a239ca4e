package cn.bankscrm.simulator.generate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * A customer in the bank's own books.
 *
 * @param aum yuan
 * @param segments the first is the tier by AUM
 */
public record Customer(
        String customerNo,
        String name,
        boolean male,
        String mobile,
        LocalDate birthday,
        boolean hasAccount,
        BigDecimal aum,
        Institution institution,
        List<String> segments) {
    public Customer {
        segments = List.copyOf(segments);
    }

    Customer called(String otherName, String otherMobile) {
        return new Customer(customerNo, otherName, male, otherMobile, birthday, hasAccount, aum, institution, segments);
    }

    String tier() {
        return segments.getFirst();
    }
}
