package cn.bankscrm.compliance.search;

import java.nio.file.Path;

/**
 * Where search keeps its index.
 *
 * @param folder of the indexes of all nodes that share it: {@code scrm.search.folder}, or {@code chat-index} in the
 *     data folder
 */
record SearchProperties(Path folder) {}
