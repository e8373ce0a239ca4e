package cn.bankscrm.core.customer;

/** A segment that a customer is in, as the customer's page shows it. */
public record CustomerSegment(int id, String name) {}
