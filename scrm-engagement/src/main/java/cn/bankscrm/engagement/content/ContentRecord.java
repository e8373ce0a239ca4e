package cn.bankscrm.engagement.content;

import cn.bankscrm.core.institution.InstitutionId;
import java.util.List;
import java.util.Optional;

/**
 * Content with those of its versions that the reader may see.
 *
 * @param owner the institution's name
 * @param author account
 * @param versions the latest first; at least one
 */
public record ContentRecord(
        ContentId id,
        ContentKind kind,
        InstitutionId institution,
        String owner,
        String author,
        List<ContentVersion> versions) {

    public ContentRecord {
        versions = List.copyOf(versions);
    }

    public ContentVersion latest() {
        return versions.getFirst();
    }

    public Optional<ContentVersion> published() {
        return versions.stream()
                .filter(version -> version.state() == ContentState.PUBLISHED)
                .findFirst();
    }

    public Optional<ContentVersion> numbered(int number) {
        return versions.stream().filter(version -> version.number() == number).findFirst();
    }
}
