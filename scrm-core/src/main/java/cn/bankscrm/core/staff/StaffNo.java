package cn.bankscrm.core.staff;

/** A staff number (工号) of the bank's personnel system. */
public record StaffNo(String value) {

    public StaffNo {
        if (value.isBlank() || value.length() > 32) {
            throw new IllegalArgumentException("A staff number has 1 to 32 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
