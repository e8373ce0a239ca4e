package cn.bankscrm.core.realname;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lionsoul.ip2region.xdb.InetAddressException;
import org.lionsoul.ip2region.xdb.LongByteArray;
import org.lionsoul.ip2region.xdb.Searcher;
import org.lionsoul.ip2region.xdb.Version;
import org.springframework.stereotype.Component;

/**
 * Tells the province of an IPv4 address, offline, from the data of ip2region. The 11 MB are read when the first address
 * is asked for, and stay in memory.
 *
 * <p>Source: ip2region (Apache-2.0), data of 2025-12; codes of GB/T 2260-2007.
 */
@Component
class AddressProvinces {

    static final String DATA = "/ip2region/ip2region.xdb";

    private static final String HOME = "中国";
    private static final int PROVINCE = 2;

    /** The data write names with and without 省, and the autonomous regions short. */
    private static final Map<String, String> CODES = Map.ofEntries(
            Map.entry("北京", "110000"),
            Map.entry("天津", "120000"),
            Map.entry("河北", "130000"),
            Map.entry("山西", "140000"),
            Map.entry("内蒙古", "150000"),
            Map.entry("辽宁", "210000"),
            Map.entry("吉林", "220000"),
            Map.entry("黑龙江", "230000"),
            Map.entry("上海", "310000"),
            Map.entry("江苏", "320000"),
            Map.entry("浙江", "330000"),
            Map.entry("安徽", "340000"),
            Map.entry("福建", "350000"),
            Map.entry("江西", "360000"),
            Map.entry("山东", "370000"),
            Map.entry("河南", "410000"),
            Map.entry("湖北", "420000"),
            Map.entry("湖南", "430000"),
            Map.entry("广东", "440000"),
            Map.entry("广西", "450000"),
            Map.entry("海南", "460000"),
            Map.entry("重庆", "500000"),
            Map.entry("四川", "510000"),
            Map.entry("贵州", "520000"),
            Map.entry("云南", "530000"),
            Map.entry("西藏", "540000"),
            Map.entry("陕西", "610000"),
            Map.entry("甘肃", "620000"),
            Map.entry("青海", "630000"),
            Map.entry("宁夏", "640000"),
            Map.entry("新疆", "650000"),
            Map.entry("台湾", "710000"),
            Map.entry("香港", "810000"),
            Map.entry("澳门", "820000"));

    private @Nullable Searcher searcher;

    /** @return six digits of GB/T 2260; empty abroad, in private networks, and for IPv6, which the data do not hold */
    Optional<String> of(String address) {
        if (!address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
            return Optional.empty();
        }
        try {
            return code(searcher().search(address));
        } catch (InetAddressException notOne) {
            return Optional.empty();
        } catch (Exception e) { // the reader's own signature says no more
            throw new IllegalStateException("The data of ip2region cannot be read", e);
        }
    }

    /** @param region country, area, province, city and carrier, as the data write them */
    static Optional<String> code(String region) {
        String[] parts = region.split("\\|", -1);
        return parts.length <= PROVINCE || !parts[0].equals(HOME)
                ? Optional.empty()
                : Optional.ofNullable(CODES.get(parts[PROVINCE].replaceFirst("(省|市|特别行政区)$", "")));
    }

    /** Once loaded it only reads memory, and may be shared. */
    private synchronized Searcher searcher() throws IOException {
        if (searcher == null) {
            try (InputStream data = AddressProvinces.class.getResourceAsStream(DATA)) {
                if (data == null) {
                    throw new UncheckedIOException(new IOException("The data of ip2region are missing"));
                }
                searcher = Searcher.newWithBuffer(Version.IPv4, new LongByteArray(data.readAllBytes()));
            }
        }
        return searcher;
    }
}
