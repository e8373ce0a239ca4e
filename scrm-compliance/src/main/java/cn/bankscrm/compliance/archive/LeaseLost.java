package cn.bankscrm.compliance.archive;

/** Another node took over what was leased to this one; nothing of the work may be committed. */
class LeaseLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseLost() {
        super("The lease was lost to another node");
    }
}
