package cn.bankscrm.core.tag;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A wish about a tag or group with what WeCom is known to have. Decides by itself what is to be done about it.
 *
 * @param target WeCom's id of the tag, or else of the group; null for a new group that is not there yet
 * @param ofTag whether it is about one tag
 * @param gone whether what it is about is deleted in WeCom
 * @param currentName the name that it has in WeCom; for a new tag that of its group
 * @param currentOrder its place in WeCom
 * @param there for a new tag, whether the group has it
 * @param groupName for a new tag, the name of its group
 */
record DefinitionWish(
        long id,
        TagWish.Kind kind,
        @Nullable String target,
        boolean ofTag,
        boolean gone,
        @Nullable String currentName,
        @Nullable Long currentOrder,
        boolean there,
        @Nullable String groupName,
        @Nullable String name,
        @Nullable String knownName,
        @Nullable Long order) {

    /** What is to be done about a wish. */
    sealed interface Decision {
        /** WeCom is to be told. */
        record Carry() implements Decision {}

        /** WeCom has it that way already. */
        record Done() implements Decision {}

        /** Something else stands in WeCom. */
        record Overruled(TagWishReason reason) implements Decision {}
    }

    Decision decision() {
        if (kind == TagWish.Kind.DELETE && gone) {
            return new Decision.Done();
        }
        if (gone) {
            return new Decision.Overruled(
                    ofTag && kind != TagWish.Kind.CREATE ? TagWishReason.TAG_GONE : TagWishReason.GROUP_GONE);
        }
        if (fulfilled()) {
            return new Decision.Done();
        }
        boolean renamed = knownName != null && currentName != null && !currentName.equals(knownName);
        return renamed ? new Decision.Overruled(TagWishReason.RENAMED_THERE) : new Decision.Carry();
    }

    private boolean fulfilled() {
        return switch (kind) {
            case CREATE -> there;
            case RENAME -> Objects.equals(currentName, name);
            case REORDER -> Objects.equals(currentOrder, order);
            case DELETE, MARK, UNMARK -> false;
        };
    }

    /** New tags of one group go in one call. */
    boolean goesWith(DefinitionWish other) {
        return kind == other.kind
                && switch (kind) {
                    case CREATE ->
                        target == null
                                ? other.target == null && Objects.equals(groupName, other.groupName)
                                : target.equals(other.target);
                    case DELETE -> ofTag && other.ofTag;
                    case RENAME, REORDER, MARK, UNMARK -> false;
                };
    }
}
