#include "sandbox/faces/dodo/isocodes.h"

#include <algorithm>

namespace billing::sandbox::dodo {

namespace {

constexpr std::string_view countryText =
    "AF AX AL DZ AS AD AO AI AQ AG AR AM AW AU AT AZ BS BH BD BB BY BE BZ BJ BM BT BO BQ BA BW BV BR IO "
    "BN BG BF BI KH CM CA CV KY CF TD CL CN CX CC CO KM CG CD CK CR CI HR CU CW CY CZ DK DJ DM DO EC EG "
    "SV GQ ER EE ET FK FO FJ FI FR GF PF TF GA GM GE DE GH GI GR GL GD GP GU GT GG GN GW GY HT HM VA HN "
    "HK HU IS IN ID IR IQ IE IM IL IT JM JP JE JO KZ KE KI KP KR KW KG LA LV LB LS LR LY LI LT LU MO MK "
    "MG MW MY MV ML MT MH MQ MR MU YT MX FM MD MC MN ME MS MA MZ MM NA NR NP NL NC NZ NI NE NG NU NF MP "
    "NO OM PK PW PS PA PG PY PE PH PN PL PT PR QA RE RO RU RW BL SH KN LC MF PM VC WS SM ST SA SN RS SC "
    "SL SG SX SK SI SB SO ZA GS SS ES LK SD SR SJ SZ SE CH SY TW TJ TZ TH TL TG TK TO TT TN TR TM TC TV "
    "UG UA AE GB UM US UY UZ VU VE VN VG VI WF EH YE ZM ZW";

constexpr std::string_view currencyText =
    "AED ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BWP BYN BZD CAD CHF "
    "CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD "
    "HNL HRK HTG HUF IDR ILS INR IQD JMD JOD JPY KES KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD "
    "MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP "
    "PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SZL THB TND TOP "
    "TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW";

std::vector<std::string_view> codesOf(std::string_view text, std::size_t length) {
  std::vector<std::string_view> codes;
  for (std::size_t at = 0; at < text.size(); at += length + 1) codes.push_back(text.substr(at, length));
  return codes;
}

bool isAmong(const std::vector<std::string_view>& codes, std::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

const std::vector<std::string_view>& countryCodes() {
  static const std::vector<std::string_view> codes = codesOf(countryText, 2);
  return codes;
}

bool isCountryCode(std::string_view code) {
  return isAmong(countryCodes(), code);
}

bool isCurrencyCode(std::string_view code) {
  static const std::vector<std::string_view> codes = codesOf(currencyText, 3);
  return isAmong(codes, code);
}

}  // namespace billing::sandbox::dodo
