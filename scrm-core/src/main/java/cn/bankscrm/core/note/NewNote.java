package cn.bankscrm.core.note;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What somebody writes down.
 *
 * @param channel null for a remark without a contact
 * @param metOn the day of the contact; for a remark, the day it is about
 * @param text 1 to 1000 characters; personal data
 * @param remindOn when to be reminded; null for never
 */
public record NewNote(
        @Nullable NoteChannel channel,
        LocalDate metOn,
        String text,
        @Nullable LocalDate remindOn) {

    public static final int LONGEST = 1_000;

    public NewNote {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new IllegalArgumentException("A note has 1 to 1000 characters");
        }
    }

    @Override
    public String toString() {
        return "NewNote[" + channel + "]";
    }
}
