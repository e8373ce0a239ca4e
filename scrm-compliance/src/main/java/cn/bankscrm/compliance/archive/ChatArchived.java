package cn.bankscrm.compliance.archive;

/**
 * Messages became readable; published after they were committed, on the node that read them. Whoever listens keeps a
 * place of their own ({@link ArchiveReaders}) and works through {@link ChatMessages#messagesAfter}: the event says that
 * there is something to do, not what. A plain {@code @EventListener} hears it: no transaction is open.
 *
 * @param fromPlace the place of the first of them
 * @param toPlace the place of the last of them
 */
public record ChatArchived(long fromPlace, long toPlace) {}
