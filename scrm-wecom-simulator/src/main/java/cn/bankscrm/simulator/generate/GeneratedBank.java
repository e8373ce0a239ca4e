package cn.bankscrm.simulator.generate;

import cn.bankscrm.simulator.data.WeComData;
import java.util.List;

/**
 * A whole bank: its own books, and what WeCom knows of it.
 *
 * @param assignments those of one customer follow each other
 * @param bindings in order of time
 * @param holdings those of one customer follow each other
 * @param attributes those of one customer follow each other
 * @param interactions those of one customer follow each other
 * @param referralCodes that are the states of some friend links
 */
public record GeneratedBank(
        List<Institution> institutions,
        List<StaffMember> staff,
        List<Customer> customers,
        List<Assignment> assignments,
        List<Binding> bindings,
        List<Holding> holdings,
        List<Attribute> attributes,
        List<Interaction> interactions,
        List<ReferralCode> referralCodes,
        WeComData weCom) {
    public GeneratedBank {
        institutions = List.copyOf(institutions);
        staff = List.copyOf(staff);
        customers = List.copyOf(customers);
        assignments = List.copyOf(assignments);
        bindings = List.copyOf(bindings);
        holdings = List.copyOf(holdings);
        attributes = List.copyOf(attributes);
        interactions = List.copyOf(interactions);
        referralCodes = List.copyOf(referralCodes);
    }
}
