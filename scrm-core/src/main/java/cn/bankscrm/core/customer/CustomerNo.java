package cn.bankscrm.core.customer;

/** A customer number (客户号) of the bank's core system. */
public record CustomerNo(String value) {

    public CustomerNo {
        if (value.isBlank() || value.length() > 32) {
            throw new IllegalArgumentException("A customer number has 1 to 32 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
