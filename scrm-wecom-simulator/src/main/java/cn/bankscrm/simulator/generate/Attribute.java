package cn.bankscrm.simulator.generate;

/** Something else that the bank knows of a customer: a name and a value. */
public record Attribute(Customer customer, String name, String value) {}
