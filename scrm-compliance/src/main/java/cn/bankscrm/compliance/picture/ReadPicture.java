package cn.bankscrm.compliance.picture;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a picture.
 *
 * @param reason why it cannot be read; empty unless it cannot
 */
public record ReadPicture(State state, Optional<Trouble> reason, List<PictureCode> codes) {

    /** How far it is. The names are stored. */
    public enum State {
        WAITING,
        READ,
        UNREADABLE
    }

    public ReadPicture {
        codes = List.copyOf(codes);
    }
}
