package cn.bankscrm.compliance.reading;

import cn.bankscrm.compliance.archive.ChatMedia;
import cn.bankscrm.compliance.archive.ChatMessage;
import cn.bankscrm.compliance.picture.ReadPicture;
import cn.bankscrm.compliance.screening.Hit;
import cn.bankscrm.compliance.search.ChatPlace;
import java.util.List;
import java.util.Map;

/**
 * A message that somebody may read now: it has been written down that they do.
 *
 * @param from who sent it
 * @param hits what the lexicon in force finds in its text
 * @param files that it names
 * @param pictures what was found in those files that are pictures, by the number of the file
 * @param inPictures what the lexicon in force finds in what is written in them, by the number of the file
 * @param with whom it was said to, or whose group it was said in, in a few words
 */
public record ReadMessage(
        ChatMessage message,
        Speaker from,
        List<Hit> hits,
        List<ChatMedia.File> files,
        Map<Long, ReadPicture> pictures,
        Map<Long, List<Hit>> inPictures,
        String with) {

    public ReadMessage {
        hits = List.copyOf(hits);
        files = List.copyOf(files);
        pictures = Map.copyOf(pictures);
        inPictures = Map.copyOf(inPictures);
    }

    /** Where it stands among all. */
    public ChatPlace place() {
        return new ChatPlace(message.at(), message.seq());
    }

    /** Not the message: this may end in a log. */
    @Override
    public String toString() {
        return "ReadMessage[" + message.seq() + "]";
    }
}
