package cn.bankscrm.wecom.inbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the inbox works on one node.
 *
 * @param writers threads that store events; each holds one database connection while it does
 * @param queue events that may wait for a writer; more are refused, and WeCom sends them again
 * @param storeWithin how long a request waits for its event to be durable; WeCom itself waits 5 s
 * @param workers batches worked off at a time; 0: this node stores but does not work
 * @param batch events in a batch
 * @param questions questions to WeCom at a time
 * @param lease how long a batch is left to a worker before another takes it up
 * @param idlePoll how often an idle worker looks for what other nodes stored, or what falls due again
 */
@ConfigurationProperties("scrm.wecom.inbox")
record InboxProperties(
        @DefaultValue("2") int writers,
        @DefaultValue("8192") int queue,
        @DefaultValue("3s") Duration storeWithin,
        @DefaultValue("2") int workers,
        @DefaultValue("200") int batch,
        @DefaultValue("32") int questions,
        @DefaultValue("60s") Duration lease,
        @DefaultValue("1s") Duration idlePoll) {}
