package cn.bankscrm.engagement.touch;

import cn.bankscrm.engagement.content.ContentId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A send as lists show it.
 *
 * @param staffNo null for a member without one
 * @param staff their name
 * @param title of the content as it is now
 * @param confirmedAt when the member sent it off or published it; null while they have not
 * @param visible customers who may see a moment; 0 of mass sends, as likes and comments
 * @param ending why it was taken back, WITHDRAWN or EXPIRED; null where it was not
 * @param reason why it came to nothing; null where it did not
 * @param remindable whether the member may be reminded now
 */
public record SendRow(
        SendId id,
        Channel channel,
        LocalDate day,
        @Nullable String staffNo,
        String staff,
        ContentId content,
        String title,
        SendState state,
        @Nullable Instant draftedAt,
        @Nullable Instant confirmedAt,
        int visible,
        int likes,
        int comments,
        @Nullable String ending,
        @Nullable SendReason reason,
        boolean remindable,
        SendFigures figures) {

    /** Not the names: this may end in a log. */
    @Override
    public String toString() {
        return "SendRow[" + id + ", " + state + "]";
    }
}
