package cn.bankscrm.compliance.picture;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How pictures of chats are read.
 *
 * @param ownDomains domains of the bank's own, with all below them: codes that lead there are fine
 * @param mostPixels a picture of more is not opened
 * @param mostBytes a file of more is not opened
 * @param textLibrary the folder that holds the jars that read text; {@code picture-text} in the data folder unless told
 *     otherwise. Where there is none, text in pictures is not read
 */
@ConfigurationProperties("scrm.compliance.picture")
record PictureProperties(
        @DefaultValue List<String> ownDomains,
        @DefaultValue("40000000") long mostPixels,
        @DefaultValue("33554432") int mostBytes,
        @Nullable String textLibrary) {

    PictureProperties {
        ownDomains = List.copyOf(ownDomains);
    }
}
