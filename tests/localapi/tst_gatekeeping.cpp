// Who is let in, how often, and for how long: token, rate limit, portal links.
#include <QTest>

#include "localapi/bearertoken.h"
#include "localapi/portallink.h"
#include "localapi/ratelimit.h"

using namespace billing;
using namespace billing::localapi;

namespace {

const Instant kNow{1'770'000'000'000};

TokenCheck checked(std::vector<const char*> headers, const workspace::Secrets& tokens) {
  http::Head head;
  for (const char* value : headers) head.fields.push_back({"authorization", value});
  return checkToken(head, tokens, kNow).check;
}

}  // namespace

class TestGatekeeping : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void only_the_workspaces_own_token_is_let_in() {
    const workspace::Secrets tokens{{"old", "tok_old", Instant{kNow.ms - 1}}, {"new", "tok_new", {}}};
    QVERIFY(checked({"Bearer tok_new"}, tokens) == TokenCheck::Ok);
    QVERIFY(checked({"bearer tok_new"}, tokens) == TokenCheck::Ok);
    QVERIFY(checked({}, tokens) == TokenCheck::Missing);
    for (const char* wrong :
         {"Bearer tok_old", "Bearer tok_ne", "Bearer tok_newer", "Bearer ", "tok_new", "Basic tok_new"})
      QVERIFY2(checked({wrong}, tokens) == TokenCheck::Wrong, wrong);
    QVERIFY(checked({"Bearer tok_new", "Bearer tok_new"}, tokens) == TokenCheck::Wrong);
    QVERIFY(checked({"Bearer "}, {{"empty", "", {}}}) == TokenCheck::Wrong);
    QVERIFY(checked({"Bearer x"}, {}) == TokenCheck::NoneSet);
  }

  void a_refusal_says_how_to_authenticate() {
    for (const TokenCheck check : {TokenCheck::Missing, TokenCheck::Wrong, TokenCheck::NoneSet}) {
      const http::Answer answer = tokenRefusal(check);
      QCOMPARE(answer.status, 401);
      QCOMPARE(answer.fields.at(0).name, std::string("WWW-Authenticate"));
      QVERIFY(answer.fields.at(0).value.starts_with("Bearer"));
    }
  }

  void a_burst_is_let_in_and_then_the_steady_rate() {
    RateLimit limit(60);
    for (int i = 0; i < 60; ++i) QVERIFY(!limit.take("a", 0));
    QCOMPARE(limit.take("a", 0).value_or(0), 1);
    QVERIFY(!limit.take("b", 0));
    QVERIFY(limit.take("a", 999));
    QVERIFY(!limit.take("a", 1000));
    QVERIFY(limit.take("a", 1000));
  }

  void a_clock_that_goes_back_neither_locks_out_nor_lets_in() {
    RateLimit limit(1);
    QVERIFY(!limit.take("a", 1'000'000));
    QVERIFY(limit.take("a", 0));
    QVERIFY(!limit.take("a", 60'000));
  }

  void many_keys_do_not_grow_without_end() {
    RateLimit limit(1);
    for (int i = 0; i < 5000; ++i) QVERIFY(!limit.take(std::to_string(i), i));
  }

  void a_portal_link_opens_its_account_until_it_lapses() {
    const PortalLink links;
    const std::string link = links.make("org 1/ü", kNow);
    QCOMPARE(links.accountOf(link, kNow).value_or("none"), std::string("org 1/ü"));
    QVERIFY(link.find('/') == std::string::npos);
    const Instant late{kNow.ms + PortalLink::validMinutes * 60'000};
    QVERIFY(links.accountOf(link, Instant{late.ms - 1}));
    QVERIFY(!links.accountOf(link, late));
    QVERIFY(!PortalLink().accountOf(link, kNow));
  }

  void a_changed_portal_link_opens_nothing() {
    const PortalLink links;
    const std::string link = links.make("user_1", kNow), other = links.make("user_2", kNow);
    const auto dot = link.find('.');
    QVERIFY(!links.accountOf(other.substr(0, other.find('.')) + link.substr(dot), kNow));
    for (const std::string& bad : {std::string(), std::string("."), link.substr(0, dot), link + "x", link.substr(1)})
      QVERIFY2(!links.accountOf(bad, kNow), bad.c_str());
  }
};

QTEST_GUILESS_MAIN(TestGatekeeping)
#include "tst_gatekeeping.moc"
