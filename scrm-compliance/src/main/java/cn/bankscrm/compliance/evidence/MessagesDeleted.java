package cn.bankscrm.compliance.evidence;

import java.util.List;

/**
 * The contents of these messages were deleted because their time was over. Published in the transaction of the
 * deletion: what was made of them (the index of the search) has to go, too.
 *
 * @param seqs the numbers that WeCom gave them
 */
public record MessagesDeleted(List<Long> seqs) {

    public MessagesDeleted {
        seqs = List.copyOf(seqs);
    }
}
