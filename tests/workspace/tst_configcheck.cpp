// Each finding is provoked by the smallest workspace file that has the mistake, and absent from one that has not.
#include <QTest>
#include <algorithm>
#include <set>

#include "workspace/checks/checks.h"
#include "workspace/configcheck.h"
#include "workspace/shippedprofiles.h"

using namespace billing;
using namespace billing::workspace;

namespace {

// Put together here: no text of the sources looks like somebody's key.
std::string keyOf(std::string prefix) {
  return std::move(prefix) + "_1234567890abcdef";
}

// A workspace without a single finding: what a row adds is what is found.
constexpr auto head = R"(name = "W"
[[listener.route]]
path = "/w"
)";
constexpr int headLines = 3;

std::string textOf(const QByteArray& top, const QByteArray& tables) {
  return top.toStdString() + head + tables.toStdString();
}

std::vector<Finding> check(const std::string& text, const ConfigFacts& facts = {}) {
  return checkConfig(text, "w.toml", facts);
}

const Finding* find(const std::vector<Finding>& findings, const std::string& code) {
  const auto found = std::ranges::find(findings, code, &Finding::code);
  return found == findings.end() ? nullptr : &*found;
}

QByteArray told(const std::vector<Finding>& findings) {
  QByteArray all;
  for (const auto& finding : findings)
    all += QByteArray::fromStdString(std::to_string(finding.line) + " " + finding.code + " " + finding.what + "\n");
  return all;
}

constexpr auto strong = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

QByteArray plan(const char* prices, const char* more = "") {
  return QByteArray("[[plan]]\nkey = \"free\"\n[[plan]]\nkey = \"pro\"\n") + more + prices;
}
QByteArray price(const char* amount, const char* test, const char* interval = "month", const char* currency = "USD") {
  return QByteArray("[[plan.price]]\ninterval = \"") + interval + "\"\namount = \"" + amount + "\"\ncurrency = \"" +
         currency + "\"\ntest = \"" + test + "\"\n";
}

}  // namespace

class TestConfigCheck : public QObject {
  Q_OBJECT

  // `line` counts from the first line of the tables; with something on top, from the first of the file.
  static void row(const char* code, const char* severity, int line, const QByteArray& wrong, const QByteArray& right,
                  const QByteArray& topWrong = {}, const QByteArray& topRight = {}) {
    const auto lines = line == 0 ? 0 : line + (topWrong.isEmpty() ? headLines : 0);
    QTest::addRow("%s, line %d", code, lines)
        << QByteArray(code) << QByteArray(severity) << lines << textOf(topWrong, wrong) << textOf(topRight, right);
  }

 private Q_SLOTS:
  void the_way_to_a_teams_server_has_to_be_encrypted() {
    const auto server = [](const char* more) {
      return QByteArray("[database]\nkind = \"mysql\"\nname = \"b\"\nuser = \"a\"\n") + more;
    };
    const auto far = check(textOf("", server("host = \"db.example\"\n")));
    const Finding* open = find(far, "database_unencrypted");
    QVERIFY2(open != nullptr && open->line == headLines + 1 && open->severity == Severity::Warning, told(far));
    const auto live = check(textOf("mode = \"live\"\n", server("host = \"db.example\"\n")));
    QVERIFY(find(live, "database_unencrypted")->severity == Severity::Error);
    for (const char* good : {"host = \"db.example\"\ntls = \"require\"\n", "host = \"/run/mysqld.sock\"\n", ""})
      QVERIFY(find(check(textOf("", server(good))), "database_unencrypted") == nullptr);
  }
  void a_file_without_mistakes_has_no_findings() {
    const auto none = check(head);
    QVERIFY2(none.empty(), told(none).constData());
  }

  void what_is_no_toml_gives_one_error_with_its_line() {
    const auto found = check("name = \"A\"\n\nmode = \n");
    QCOMPARE(found.size(), std::size_t{1});
    QVERIFY(found[0].severity == Severity::Error && found[0].code == "not_toml" && found[0].line == 3);
  }

  void all_mistakes_are_told_at_once_in_the_order_of_lines() {
    const auto found = check("name = \"A\"\nmode = \"x\"\nfoo = 1\n[listener]\nport = 70000\n[trial]\ndays = 7\n");
    std::vector<int> lines;
    for (const auto& finding : found) {
      lines.push_back(finding.line);
      QCOMPARE(finding.file, std::string("w.toml"));
      QVERIFY(!finding.what.empty() && !finding.fix.empty());
    }
    QVERIFY2((lines == std::vector<int>{2, 3, 4, 5, 6}), told(found).constData());
  }

  void each_mistake_is_found_with_its_line_and_only_where_it_is_data() {
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("severity");
    QTest::addColumn<int>("line");
    QTest::addColumn<std::string>("wrong");
    QTest::addColumn<std::string>("right");
    const char* good = "pdt_Aq8w2Yx6Str4Kd9";
    const char* other = "pdt_Bq8w2Yx6Str4Kd9";
    const char* stripeTop = "provider = \"stripe\"\n";

    // P7, C12
    row("placeholder_product_id", "warning", 9, plan(price("5", "pdt_starter_monthly")), plan(price("5", good)));
    row("placeholder_product_id", "warning", 9, plan(price("5", "pdt_xxx")), plan(price("5", "prod_pro_4Wd7Rk2HnC9s")));
    row("product_id_pattern", "error", 9, plan(price("5", "price_1RkT4vPxLs7dQm2")), plan(price("5", good)));
    row("duplicate_product_id", "error", 14, plan(price("5", good) + price("50", good, "year")),
        plan(price("5", good) + price("50", other, "year")));
    row("missing_product_id", "warning", 9, plan(price("5", "")), plan(price("5", good)));
    row("missing_product_id", "warning", 9, plan(price("5", "")), plan(price("0", "")));
    // P41: going live, one id was forgotten
    const auto withLive = QByteArray("live = \"pdt_Lq8w2Yx6Str4Kd9\"\n");
    row("missing_product_id", "advice", 11, plan(price("5", good)) + withLive + price("50", other, "year"),
        plan(price("5", good) + price("50", other, "year")));
    // P6
    const auto three = [&](const char* last) {
      QByteArray all = "[[plan]]\nkey = \"free\"\n";
      int id = 0;
      for (const auto* amounts : {"5 50", "12 120", last}) {
        const auto pair = QByteArray(amounts).split(' ');
        all += "[[plan]]\nkey = \"p" + QByteArray::number(++id) + "\"\n";
        for (int i = 0; i < 2; ++i)
          all += price(pair[i], ("pdt_Zq8w2Yx6Str" + QByteArray::number(id * 10 + i) + "K").constData(),
                       i == 0 ? "month" : "year");
      }
      return all;
    };
    row("yearly_price_pattern", "advice", 36, three("29 300"), three("29 290"));
    row("yearly_price_higher", "warning", 36, three("29 350"), three("29 348"));
    // H17
    row("amount_looks_wrong", "warning", 7, plan(price("5", good, "month", "JPY")),
        plan(price("500", good, "month", "JPY")));
    row("amount_looks_wrong", "warning", 7, plan(price("1.234", good, "month", "KWD")),
        plan(price("1.230", good, "month", "KWD")));
    row("currency_decimals", "advice", 7, plan(price("500", good, "month", "JPY")), plan(price("5.00", good)));
    // plans
    row("first_plan_costs", "warning", 1, "[[plan]]\nkey = \"pro\"\n" + price("5", good), plan(price("5", good)));
    row("unreachable_plan", "warning", 3, plan(""), plan(price("5", good)));
    row("unreachable_plan", "warning", 3, plan(""), plan("", "") + "[trial]\ndays = 7\nplan = \"pro\"\n");
    row("unknown_plan", "error", 3, "[trial]\ndays = 7\nplan = \"pro\"\n",
        plan(price("5", good)) + "[trial]\ndays = 7\nplan = \"pro\"\n");
    row("unknown_plan", "error", 3, "[unknown_product]\nanswer = \"default\"\nplan = \"pro\"\n",
        plan(price("5", good)) + "[unknown_product]\nanswer = \"default\"\nplan = \"pro\"\n");
    row("entitlements_without_plan", "error", 2, "[entitlements]\nenabled = true\n",
        plan(price("5", good)) + "[entitlements]\nenabled = true\n");
    // quotas
    const QByteArray calls = "[[quota.rule]]\nkey = \"calls\"\n";
    const QByteArray counting = "[[action]]\nkey = \"call\"\nchecks = [\"calls\"]\ncounts = [\"calls\"]\n";
    row("unknown_quota", "error", 3, "[[plan]]\nkey = \"free\"\nlimits = { cals = 5 }\n" + calls + counting,
        "[[plan]]\nkey = \"free\"\nlimits = { calls = 5 }\n" + calls + counting);
    row("unknown_quota", "error", 3, counting, counting + calls);
    row("unknown_quota", "error", 4, "[[action]]\nkey = \"call\"\n\ncounts = [\"calls\"]\n", counting + calls);
    row("missing_limit", "warning", 1, "[[plan]]\nkey = \"free\"\n" + calls + counting,
        "[[plan]]\nkey = \"free\"\nlimits = { calls = 0 }\n" + calls + counting);
    row("quota_never_counted", "warning", 1, calls, calls + counting);
    row("action_without_effect", "advice", 3, calls + "[[action]]\nkey = \"call\"\nchecks = [\"calls\"]\n",
        calls + counting);
    row("soft_without_buffer", "advice", 1, calls + "mode = \"soft\"\n" + counting,
        calls + "mode = \"soft\"\nbuffer_percent = 10\n" + counting);
    row("buffer_without_soft", "advice", 3, calls + "buffer_percent = 10\n" + counting,
        calls + "mode = \"soft\"\nbuffer_percent = 10\n" + counting);
    // C11
    const auto tiers = [](const char* limits, const char* more = "") {
      return QByteArray("[[plan]]\nkey = \"free\"\n") + more + "limits = " + limits +
             "\n[credits]\nmetadata_key = \"credits\"\n"
             "[[quota.rule]]\nkey = \"s\"\nmode = \"top_up\"\n[[quota.rule]]\nkey = \"xl\"\nmode = \"top_up\"\n"
             "[[action]]\nkey = \"a\"\ncounts = [\"s\"]\ncost = \"1\"\n"
             "[[action]]\nkey = \"b\"\ncounts = [\"xl\"]\ncost = \"15\"\n";
    };
    row("allowance_mismatch", "warning", 3, tiers("{ s = 250, xl = 15 }"), tiers("{ s = 250, xl = 16 }"));
    row("double_allowance", "warning", 3, tiers("{ s = 250, xl = 16 }", "credits = \"250\"\n"),
        tiers("{ s = 0, xl = 0 }", "credits = \"250\"\n"));
    // credits
    const QByteArray costly = "[[action]]\nkey = \"a\"\ncost = \"1\"\n";
    row("cost_without_credits", "error", 3, costly, costly + "[credits]\nmetadata_key = \"credits\"\n");
    row("top_up_without_cost", "error", 3, calls + "mode = \"top_up\"\n" + counting,
        calls + "mode = \"top_up\"\n" + counting + "cost = \"1\"\n[credits]\nmetadata_key = \"credits\"\n");
    row("credits_never_granted", "warning", 1, "[credits]\nstarting = \"3\"\n",
        "[credits]\nstarting = \"3\"\nmetadata_key = \"credits\"\n");
    const auto topUp = [](const char* more) {
      return QByteArray("[credits.top_up]\n") + more + "currency = \"USD\"\n";
    };
    row("top_up_never_due", "warning", 1, topUp("amount = \"20\"\nmonthly_cap = 5\n"),
        topUp("amount = \"20\"\nmonthly_cap = 5\nbelow = \"50\"\n"));
    row("top_up_without_cap", "warning", 1, topUp("amount = \"20\"\nbelow = \"50\"\n"),
        topUp("amount = \"20\"\nmonthly_cap = 5\nbelow = \"50\"\n"));
    row("top_up_for_nothing", "error", 1, topUp("amount = \"0\"\n"), topUp("amount = \"20\"\n"));
    // C1
    const auto alias = [](const char* own, const char* meant) {
      return QByteArray("[events.aliases]\n\"") + own + "\" = \"" + meant + "\"\n";
    };
    row("event_never_sent", "error", 2, alias("paid", "subscription.created"), alias("paid", "subscription.active"));
    row("event_never_sent", "error", 2, alias("over", "subscription.canceled"),
        alias("over", "subscription.cancelled"));
    row("alias_to_itself", "warning", 2, alias("subscription.active", "subscription.active"),
        alias("subscription.created", "subscription.active"));
    row("alias_hides_event", "warning", 2, alias("subscription.paused", "subscription.cancelled"),
        alias("subscription.canceled", "subscription.cancelled"));
    // routes
    const auto route = [](const char* more) { return QByteArray("[[listener.route]]\n") + more; };
    row("duplicate_route", "error", 2, route("path = \"/w\"\n"), route("path = \"/x\"\n"));
    row("header_missing", "warning", 3, route("path = \"/x\"\nscheme = \"hmac-header\"\n"),
        route("path = \"/x\"\nscheme = \"hmac-header\"\nheader = \"X-A\"\n"));
    row("scheme_never_sent", "warning", 3, route("path = \"/x\"\nscheme = \"hmac-header\"\nheader = \"X-A\"\n"),
        route("path = \"/x\"\nscheme = \"standard-webhooks\"\n"));
    row("scheme_of_other_provider", "error", 3, route("path = \"/x\"\nscheme = \"stripe\"\nprovider = \"dodo\"\n"),
        route("path = \"/x\"\nscheme = \"stripe\"\nprovider = \"stripe\"\n"));
    row("shared_secret_name", "warning", 4,
        route("path = \"/x\"\nscheme = \"stripe\"\nsecret = \"dodo\"\nprovider = \"stripe\"\n"),
        route("path = \"/x\"\nscheme = \"stripe\"\nsecret = \"stripe\"\nprovider = \"stripe\"\n"));
    // L9, C6, C7
    const QByteArray sold = plan(price("0", ""));
    row("allow_unverified", "advice", 11, sold + "[entitlements]\nallow_unverified = true\n",
        sold + "[entitlements]\nallow_unverified = false\n");
    // P30
    row("no_success_url", "advice", 1, "[api]\n", "[api]\nsuccess_url = \"http://localhost:3000/done\"\n");
    row("bad_success_url", "error", 2, "[api]\nsuccess_url = \"/done\"\n",
        "[api]\nsuccess_url = \"http://localhost:3000/done\"\n");
    // trial, grace, downgrade
    row("trial_without_plan", "error", 1, "[trial]\ndays = 7\n", "[trial]\ndays = 0\n");
    row("trial_without_days", "warning", 5, plan("") + "[trial]\nplan = \"pro\"\n",
        plan("") + "[trial]\nplan = \"pro\"\ndays = 7\n");
    row("nightly_without_time", "warning", 1, "[downgrade]\nwhen = \"nightly\"\n",
        "[downgrade]\nwhen = \"nightly\"\nat = \"02:00\"\n");
    row("time_without_nightly", "advice", 2, "[downgrade]\nat = \"02:00\"\n",
        "[downgrade]\nat = \"02:00\"\nwhen = \"nightly\"\n");
    row("grace_without_days", "warning", 2, "[downgrade]\nwhen = \"after_grace\"\n",
        "[downgrade]\nwhen = \"after_grace\"\n[grace]\ndays = 7\n");
    row("downgrade_disabled", "warning", 2, "[downgrade]\nenabled = false\n", "[downgrade]\nenabled = true\n");
    // At the top of the file; these lines count from 1.
    row("api_base_of_other_mode", "error", 1, {}, {}, "api_base = \"https://live.dodopayments.com\"\n",
        "api_base = \"https://test.dodopayments.com\"\n");
    row("bad_api_base", "error", 1, {}, {}, "api_base = \"sandboxes\"\n", "api_base = \"sandbox\"\n");
    row("unknown_api_base", "warning", 1, {}, {}, "api_base = \"https://api.dodopayments.com\"\n",
        "api_base = \"http://127.0.0.1:9000\"\n");
    row("bad_api_base", "error", 1, {}, {}, "api_base = \"http://test.dodopayments.com\"\n",
        "api_base = \"https://test.dodopayments.com\"\n");
    row("unknown_api_base", "warning", 2, route("path = \"/x\"\nscheme = \"stripe\"\n"),
        route("path = \"/x\"\nscheme = \"stripe\"\n"),
        QByteArray(stripeTop) + "api_base = \"https://api.stripe.example\"\n",
        QByteArray(stripeTop) + "api_base = \"https://api.stripe.com\"\n");
    row("unknown_time_zone", "error", 1, {}, {}, "time_zone = \"Mars/Olympus\"\n", "time_zone = \"Europe/Berlin\"\n");
    row("sandbox_in_live_mode", "error", 2, {}, {}, "mode = \"live\"\napi_base = \"sandbox\"\n",
        "mode = \"test\"\napi_base = \"sandbox\"\n");
    row("live_demo", "error", 2, {}, {}, "mode = \"live\"\ndemo = true\n", "mode = \"live\"\n");
    const QByteArray live = "mode = \"live\"\n";
    const int shift = 1 + headLines;  // lines above the tables with one line on top
    row("no_time_to_undo", "warning", shift + 2, "[admin]\nundo_seconds_live = 0\n", "[admin]\nundo_seconds_live = 1\n",
        live, live);
    row("no_time_to_undo", "advice", 2, "[admin]\nundo_seconds_test = 0\n", "[admin]\nundo_seconds_live = 0\n");
    row("approval_out_of_reach", "warning", shift + 2, "[admin]\napproval_above = 100001\n",
        "[admin]\napproval_above = 100000\n", live, live);
    row("fails_open", "warning", shift + 2, "[quota]\non_error = \"allow\"\n", "[quota]\non_error = \"deny\"\n", live,
        live);
    row("fails_open", "warning", shift + 11, sold + "[entitlements]\non_error = \"allow\"\n",
        sold + "[entitlements]\non_error = \"deny\"\n", live, live);
    row("allow_unverified", "error", shift + 11, sold + "[entitlements]\nallow_unverified = true\n",
        sold + "[entitlements]\n", live, live);
    row("unknown_product_default", "warning", shift + 11,
        sold + "[unknown_product]\nanswer = \"default\"\nplan = \"pro\"\n",
        sold + "[unknown_product]\nanswer = \"refuse\"\n", live, live);
    row("success_url_not_public", "warning", shift + 2, "[api]\nsuccess_url = \"http://localhost:3000/\"\n",
        "[api]\nsuccess_url = \"https://shop.example/done\"\n", live, live);
    row("missing_product_id", "error", shift + 5, plan(price("5", good)),
        plan(price("5", good) + "live = \"pdt_Lq8w2Yx6Str4Kd9\"\n"), live, live);
    row("placeholder_product_id", "error", shift + 10, plan(price("5", good) + "live = \"pdt_pro_monthly\"\n"),
        plan(price("5", good) + "live = \"pdt_Lq8w2Yx6Str4Kd9\"\n"), live, live);
  }
  void each_mistake_is_found_with_its_line_and_only_where_it_is() {
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, severity);
    QFETCH(int, line);
    QFETCH(std::string, wrong);
    QFETCH(std::string, right);
    const auto found = check(wrong);
    const auto* finding = find(found, code.toStdString());
    QVERIFY2(finding != nullptr, told(found).constData());
    QCOMPARE(QByteArray(toString(finding->severity).data()), severity);
    QVERIFY2(finding->line == line, told(found).constData());
    QVERIFY(!finding->what.empty() && !finding->fix.empty());
    const auto clean = check(right);
    QVERIFY2(find(clean, code.toStdString()) == nullptr, told(clean).constData());
    QVERIFY2(find(clean, "bad_setting") == nullptr, told(clean).constData());
  }

  void no_amount_is_too_large_to_be_looked_at() {
    const char* most = "92233720368547758.07";
    for (const auto* year : {most, "0.01", "12"})
      for (const auto* month : {most, "0.01"})
        QVERIFY(find(check(textOf({}, plan(price(month, "") + price(year, "", "year")))), "bad_setting") == nullptr);
  }

  // Whatever is done to a file: it is read or its mistakes are told, with lines that it has.
  void damaged_files_are_told_with_lines_that_they_have() {
    std::uint32_t seed = 11;
    const auto next = [&seed] { return (seed = seed * 1664525U + 1013904223U) >> 8U; };
    for (const auto* id : {"persistq", "pixell", "howmuchshouldiprice"}) {
      const auto whole = *shippedProfileText(id);
      for (int round = 0; round < 60; ++round) {
        auto text = whole;
        for (int i = 0; i < 3; ++i) text[next() % text.size()] = "\"=[]{}.7-a \n#"[next() % 14];
        const auto lines = std::ranges::count(text, '\n') + 1;
        for (const auto& finding : check(text)) QVERIFY(finding.line >= 0 && finding.line <= lines);
      }
    }
  }

  void without_routes_nothing_can_arrive() {
    QVERIFY(find(check("name = \"W\"\n"), "no_routes") != nullptr);
    QVERIFY(find(check(head), "no_routes") == nullptr);
  }

  // C11: the document's own numbers
  void the_mismatch_of_allowances_is_printed_plan_by_plan() {
    const auto found = checkConfig(*shippedProfileText("pixell"), "pixell.toml", {});
    std::vector<std::string> told;
    for (const auto& finding : found)
      if (finding.code == "allowance_mismatch") told.push_back(finding.what);
    QCOMPARE(told.size(), std::size_t{4});
    QVERIFY2(told[0].find("Free allows 1 of images_xl, yet a pool of 10 credits gives 0") == 0, told[0].c_str());
    QVERIFY2(told[1].find("Starter allows 15 of images_xl, yet a pool of 250 credits gives 16") == 0, told[1].c_str());
    QVERIFY2(told[2].find("Pro allows 160 of images_xl, yet a pool of 2500 credits gives 166") == 0, told[2].c_str());
    QVERIFY2(told[3].find("Max allows 800 of images_xl, yet a pool of 12500 credits gives 833") == 0, told[3].c_str());
  }

  void a_breaking_yearly_price_is_told_with_what_it_saves() {
    const auto found = check(std::string(head) + "[[plan]]\nkey = \"free\"\n[[plan]]\nkey = \"a\"\n" +
                             price("5", "", "month").toStdString() + price("50", "", "year").toStdString() +
                             "[[plan]]\nkey = \"b\"\n" + price("12", "", "month").toStdString() +
                             price("120", "", "year").toStdString() + "[[plan]]\nkey = \"c\"\n" +
                             price("29", "", "month").toStdString() + price("300", "", "year").toStdString());
    const auto* finding = find(found, "yearly_price_pattern");
    QVERIFY(finding != nullptr);
    QVERIFY2(finding->what.find("saves 13.79 %") != std::string::npos, finding->what.c_str());
  }

  void a_name_that_is_never_sent_is_answered_with_the_one_that_is_data() {
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("meant");
    QTest::newRow("created") << QByteArray("subscription.created") << QByteArray("\"subscription.active\"");
    QTest::newRow("activated") << QByteArray("subscription.activated") << QByteArray("\"subscription.active\"");
    QTest::newRow("one l") << QByteArray("subscription.canceled") << QByteArray("\"subscription.cancelled\"");
    QTest::newRow("typo") << QByteArray("payment.suceeded") << QByteArray("\"payment.succeeded\"");
    QTest::newRow("no likeness") << QByteArray("refund.requested") << QByteArray("refund.failed, refund.succeeded");
  }
  void a_name_that_is_never_sent_is_answered_with_the_one_that_is() {
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, meant);
    const auto found = check(std::string(head) + "[events.aliases]\nown = \"" + written.toStdString() + "\"\n");
    const auto* finding = find(found, "event_never_sent");
    QVERIFY(finding != nullptr);
    QVERIFY2(finding->fix.find(meant.toStdString()) != std::string::npos, finding->fix.c_str());
  }

  void the_lists_of_events_are_those_of_the_providers() {
    QCOMPARE(sentEvents(Provider::Dodo).size(), std::size_t{48});
    QVERIFY(sentEvents(Provider::Stripe).contains("invoice.payment_failed"));
    for (const auto* never : {"subscription.created", "subscription.activated", "subscription.canceled"})
      QVERIFY(!sentEvents(Provider::Dodo).contains(never));
  }

  void ids_are_told_from_placeholders() {
    for (const auto* id : {"pdt_starter_monthly", "prod_xxx", "price_xxxxxxxxxxxx", "price_...", "pdt_YOUR_PRODUCT_ID",
                           "<product>", "pdt_123456789012", "pdt_", "", "prod_pro_todo"})
      QVERIFY2(isPlaceholderId(id), id);
    for (const auto* id : {"pdt_0NVQq3KQmVwh2Hn9uQG5d", "price_1MoBy5LkdIwHu7ixZhnattbh", "prod_free_8Lm3Qz5TvX1b"})
      QVERIFY2(!isPlaceholderId(id), id);
  }

  void the_shipped_workspaces_have_no_errors() {
    for (const auto* id : {"persistq", "adminer", "llmxt", "howmuchshouldiprice", "pixell", "demo", "blank"}) {
      const auto found = checkConfig(*shippedProfileText(id), id, {});
      for (const auto& finding : found) QVERIFY2(finding.severity != Severity::Error, finding.what.c_str());
    }
  }

  void missing_secrets_are_told_only_when_they_were_asked_for() {
    QVERIFY(find(check(head), "missing_secret") == nullptr);
    ConfigFacts facts;
    facts.secretsKnown = true;
    const auto found = check(head, facts);
    const auto* route = find(found, "missing_secret");
    QVERIFY(route != nullptr && route->severity == Severity::Advice);  // the provider's key, at the first line
    QVERIFY(std::ranges::any_of(found, [](const Finding& finding) {
      return finding.code == "missing_secret" && finding.line == 2 && finding.severity == Severity::Warning;
    }));
    facts.environment = {"DODO_WEBHOOK_SECRET", "DODO_API_KEY"};
    QVERIFY(find(check(head, facts), "missing_secret") == nullptr);
    facts.environment.clear();
    facts.secretNames = {"dodo", "dodo.api_key"};
    QVERIFY(find(check(head, facts), "missing_secret") == nullptr);
    facts.secretNames = {"dodo.api_key"};
    const auto live = check("mode = \"live\"\n" + std::string(head), facts);
    QVERIFY(find(live, "missing_secret")->severity == Severity::Error);
  }

  void a_token_of_the_local_api_is_asked_for_where_it_is_enabled() {
    const auto profile = parseProfile(std::string(head) + "[api]\ntoken = \"front\"\n", "w.toml");
    QVERIFY((secretNamesOf(*profile) == std::vector<std::string>{"dodo", "front", "dodo.api_key"}));
  }

  void keys_of_the_other_mode_are_found() {
    const auto test = factsOf({{Mode::Live, "stripe.api_key", keyOf("sk_test")}}, Mode::Live);
    QVERIFY(find(check("mode = \"live\"\n" + std::string(head), test), "key_of_other_mode") != nullptr);
    QVERIFY(find(check(head, test), "key_of_other_mode") == nullptr);
    const auto live = factsOf({{Mode::Test, "stripe.api_key", keyOf("rk_live")}}, Mode::Test);
    QVERIFY(find(check(head, live), "key_of_other_mode") != nullptr);
    // A key of the other mode's workspace is no mistake there.
    QVERIFY(factsOf({{Mode::Live, "stripe.api_key", keyOf("sk_live")}}, Mode::Test).keyModes.empty());
  }

  void one_secret_in_both_modes_is_found_and_never_told() {
    const auto facts = factsOf({{Mode::Test, "dodo", strong}, {Mode::Live, "dodo", strong}}, Mode::Test);
    const auto found = check(head, facts);
    const auto* finding = find(found, "same_secret");
    QVERIFY(finding != nullptr && finding->severity == Severity::Error);
    QVERIFY(finding->what.find("“live/dodo” and “test/dodo”") == 0);
    for (const auto& each : found) QVERIFY((each.what + each.fix).find("MfKQ9r8G") == std::string::npos);
    QVERIFY(factsOf({{Mode::Test, "dodo", strong}, {Mode::Live, "dodo", "another"}}, Mode::Test).sameSecrets.empty());
  }

  void weak_secrets_are_told_by_their_size_alone() {
    const auto facts = factsOf({{Mode::Test, "dodo", "hunter2hunter2"}}, Mode::Test);
    QCOMPARE(facts.weakSecrets.at("dodo"), 10);
    const auto found = check(head, facts);
    QVERIFY(find(found, "weak_secret") != nullptr);
    QVERIFY(find(found, "weak_secret")->what.find("hunter2") == std::string::npos);
    for (const auto* good : {strong, "6f1ed002ab5595859014ebf0951522d96f1ed002ab5595859014ebf0951522d9"})
      QVERIFY(factsOf({{Mode::Test, "dodo", good}}, Mode::Test).weakSecrets.empty());
  }
};

QTEST_GUILESS_MAIN(TestConfigCheck)
#include "tst_configcheck.moc"
