package cn.bankscrm.simulator.generate;

import java.time.LocalDate;
import java.util.Optional;

/** Who looks after a customer, and from when to when; the last day is included and absent while it lasts. */
public record Assignment(Customer customer, StaffMember staff, LocalDate from, Optional<LocalDate> to) {}
