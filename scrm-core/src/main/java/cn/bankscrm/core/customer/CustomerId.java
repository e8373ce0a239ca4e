package cn.bankscrm.core.customer;

/** Identifies a customer inside the platform; never shown outside it. */
public record CustomerId(long value) {}
