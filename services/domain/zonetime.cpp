// The two functions of civildate.h that need the rules of zones: ICU's, which come with the system.
#include <unicode/basictz.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>

#include "domain/civildate.h"

namespace billing {
namespace {

using ZonePointer = std::unique_ptr<icu::TimeZone>;

// ICU answers an unknown name with Etc/Unknown, and takes "GMT+3" for a zone: neither is one of the IANA's.
bool isZoneName(const icu::UnicodeString& name) {
  UErrorCode status = U_ZERO_ERROR;
  UBool ofTheSystem = 0;
  icu::UnicodeString canonical;
  icu::TimeZone::getCanonicalID(name, canonical, ofTheSystem, status);
  return U_SUCCESS(status) && ofTheSystem != 0 && name != icu::UnicodeString("Etc/Unknown");
}

ZonePointer openZone(std::string_view name) {
  const auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
  return isZoneName(text) ? ZonePointer(icu::TimeZone::createTimeZone(text)) : nullptr;
}

// Opening a zone reads its whole history, and a table of invoices asks for the same one a thousand times. One shelf for
// each thread: nobody waits, and a program knows few zones.
const icu::BasicTimeZone* zoneCalled(std::string_view name) {
  thread_local std::map<std::string, ZonePointer, std::less<>> shelf;
  auto found = shelf.find(name);
  if (found == shelf.end()) {
    ZonePointer zone = openZone(name);
    if (!zone) return nullptr;
    found = shelf.emplace(std::string(name), std::move(zone)).first;
  }
  return dynamic_cast<const icu::BasicTimeZone*>(found->second.get());
}

tl::unexpected<Error> unknownZone(std::string_view zone) {
  return failure(ErrorKind::InvalidInput, "unknown_zone", "There is no time zone \"" + std::string(zone) + "\"",
                 "it is not a name of the IANA time zone database",
                 "Write it like Europe/Berlin, Asia/Kolkata or Etc/UTC");
}

std::string offsetText(std::int64_t offsetMs) {
  const std::int64_t seconds = std::llabs(offsetMs) / 1000;
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%c%02d:%02d", offsetMs < 0 ? '-' : '+', static_cast<int>(seconds / 3600),
                static_cast<int>(seconds / 60 % 60));
  std::string shown = text.data();
  if (seconds % 60 == 0) return shown;  // before about 1900 towns kept the time of their own sun, to the second
  std::snprintf(text.data(), text.size(), ":%02d", static_cast<int>(seconds % 60));
  return shown + text.data();
}

}  // namespace

Result<std::string> localTime(std::string_view zone, Instant instant) {
  const icu::BasicTimeZone* rules = zoneCalled(zone);
  if (!rules) return unknownZone(zone);
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t raw = 0;
  std::int32_t saving = 0;
  rules->getOffset(static_cast<UDate>(instant.ms), 0, raw, saving, status);
  if (U_FAILURE(status)) return unknownZone(zone);
  const std::int64_t offset = std::int64_t{raw} + saving;
  std::string text = toIso8601({instant.ms + offset});
  text.pop_back();  // the Z
  return text + offsetText(offset);
}

Result<Instant> instantOf(std::string_view zone, std::string_view localTime) {
  const icu::BasicTimeZone* rules = zoneCalled(zone);
  if (!rules) return unknownZone(zone);
  const auto asUtc = fromIso8601(std::string(localTime) + "Z");
  if (!asUtc) {
    return failure(ErrorKind::InvalidInput, "bad_local_time",
                   "\"" + std::string(localTime) + "\" is not a local time without offset", {},
                   "Write it like 2026-03-29T02:30:00");
  }
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t raw = 0;
  std::int32_t saving = 0;
  // "Former" is the offset before the change: in a gap the one that was left, in an overlap the earlier instant.
  rules->getOffsetFromLocal(static_cast<UDate>(asUtc->ms), UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, raw, saving,
                            status);
  if (U_FAILURE(status)) return unknownZone(zone);
  return Instant{asUtc->ms - raw - saving};
}

}  // namespace billing
