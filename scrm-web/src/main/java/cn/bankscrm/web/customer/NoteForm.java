package cn.bankscrm.web.customer;

import cn.bankscrm.core.note.NewNote;
import cn.bankscrm.core.note.NoteChannel;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/** What somebody typed into the form of a note. */
record NoteForm(
        @Nullable NoteChannel channel,
        @Nullable LocalDate metOn,
        @Nullable String text,
        @Nullable LocalDate remindOn) {

    /** A contact is written down soon, or it is only remembered. */
    static final int DAYS_BACK = 30;

    static NoteForm empty(LocalDate today) {
        return new NoteForm(null, today, null, null);
    }

    void check(LocalDate today, boolean staff, Errors errors) {
        if (text == null || text.isBlank()) {
            errors.rejectValue("text", "note.text.missing");
        } else if (text.length() > NewNote.LONGEST) {
            errors.rejectValue("text", "note.text.long");
        }
        if (metOn == null || metOn.isAfter(today) || metOn.isBefore(today.minusDays(DAYS_BACK))) {
            errors.rejectValue("metOn", "note.metOn.wrong");
        }
        if (remindOn != null && remindOn.isBefore(today)) {
            errors.rejectValue("remindOn", "note.remindOn.past");
        }
        if (channel != null && !staff) {
            errors.rejectValue("channel", "note.channel.notStaff");
        }
    }

    NewNote note() {
        if (metOn == null || text == null) {
            throw new IllegalStateException("Checked before");
        }
        return new NewNote(channel, metOn, text, remindOn);
    }

    @Override
    public String toString() {
        return "NoteForm[" + channel + "]";
    }
}
