package cn.bankscrm.core.sync;

import java.util.Optional;

/**
 * Brings what the platform knows of WeCom (departments, members, contacts, friend links, tags) into line with WeCom.
 * One sync runs at a time in the whole installation; it survives the end of the node that carries it out.
 */
public interface WeComSync {

    /**
     * Asks for a full sync and returns at once; the work is done in the background.
     *
     * @param startedBy the user or API client who asked
     */
    SyncStart start(String startedBy);

    /** The sync that runs, or else the last one; empty when there never was one. */
    Optional<SyncProgress> latest();
}
