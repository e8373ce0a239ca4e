package cn.bankscrm.compliance.archive;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells members of the corp from external contacts by their ids. */
interface People {

    /** @param ids of whoever takes part in some messages, as WeCom writes them */
    Known find(Set<String> ids);

    /**
     * @param staff by WeCom account in lower case
     * @param contacts by external user id
     */
    record Known(Map<String, Long> staff, Map<String, Long> contacts) {

        public Known {
            staff = Map.copyOf(staff);
            contacts = Map.copyOf(contacts);
        }

        /** Robots are outside, too. */
        boolean isExternal(String id) {
            return contacts.containsKey(id) || (looksExternal(id) && !staff.containsKey(key(id)));
        }

        Optional<Long> staffId(String id) {
            return isExternal(id) ? Optional.empty() : Optional.ofNullable(staff.get(key(id)));
        }

        Optional<Long> contactId(String id) {
            return Optional.ofNullable(contacts.get(id));
        }

        static String key(String id) {
            return id.toLowerCase(Locale.ROOT);
        }

        /** WeCom writes customers {@code wo…} or {@code wm…} and robots {@code wb…}. */
        static boolean looksExternal(String id) {
            return id.length() > 2 && (id.startsWith("wm") || id.startsWith("wo") || id.startsWith("wb"));
        }
    }
}
