package cn.bankscrm.core.institution;

/** The bank's own code of an institution, as its systems deliver it (for example {@code 010101}). */
public record InstitutionCode(String value) {

    public InstitutionCode {
        if (value.isBlank() || value.length() > 32) {
            throw new IllegalArgumentException("An institution code has 1 to 32 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
