package cn.bankscrm.core.contact;

/** Identifies an external contact inside the platform; never shown outside it. */
public record ExternalContactId(long value) {}
