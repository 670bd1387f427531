// Proves the walls of the house by reading every #include: the linker cannot see a header-only visit, and a target
// without Qt Widgets still accepts <QtWidgets/QWidget>.
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace {

using Names = QSet<QString>;

// Which rooms a room may include; nothing looks up.
const QMap<QString, Names>& mayInclude() {
  static const QMap<QString, Names> table = [] {
    QMap<QString, Names> rooms;
    const auto room = [&](const char* name, std::initializer_list<const char*> below) {
      Names names{QLatin1String(name)};
      for (const char* other : below) names.insert(QLatin1String(other));
      rooms.insert(QLatin1String(name), names);
    };
    room("support", {});
    room("domain", {"support"});
    room("metrics", {"domain", "support"});
    room("workspace", {"domain", "support"});
    room("http", {"support"});
    room("store", {"metrics", "domain", "support"});
    room("providers", {"http", "workspace", "domain", "support"});
    room("webhooks", {"providers", "store", "http", "metrics", "workspace", "domain", "support"});
    room("operations", {"webhooks", "providers", "store", "http", "metrics", "workspace", "domain", "support"});
    room("reports", {"operations", "providers", "store", "metrics", "workspace", "domain", "support"});
    room("localapi", {"operations", "webhooks", "providers", "store", "http", "workspace", "domain", "support"});
    room("sandbox", {"webhooks", "providers", "store", "http", "workspace", "domain", "support"});
    room("models", {"operations", "store", "domain", "support"});
    room("ui", {"models", "reports", "operations", "webhooks", "workspace", "store", "domain", "support"});
    room("app", {"ui", "models", "reports", "metrics", "localapi", "sandbox", "operations", "webhooks", "providers",
                 "store", "http", "workspace", "domain", "support"});
    return rooms;
  }();
  return table;
}

// Who writes to the database without an entry in the audit log, and why that is no change by hand. Everybody else
// names one of the ways that leave an entry.
const QMap<QString, QString>& writesByNobodysHand() {
  static const QMap<QString, QString> reasons{
      {QStringLiteral("services/localapi/topupcharger.cpp"), QStringLiteral("the local API's own charge")},
      {QStringLiteral("services/localapi/apicall.h"), QStringLiteral("calls of a program, on behalf of its users")},
      {QStringLiteral("services/localapi/letthroughlog.cpp"), QStringLiteral("a record of what the API let through")},
      {QStringLiteral("services/localapi/pages/checkoutpage.cpp"), QStringLiteral("a buyer's click on a test page")},
      {QStringLiteral("services/localapi/endpoints/providerchange.cpp"), QStringLiteral("a call of a program")},
      {QStringLiteral("services/localapi/endpoints/accounts.cpp"), QStringLiteral("a call of a program")},
      {QStringLiteral("services/localapi/endpoints/providercheckout.cpp"), QStringLiteral("a call of a program")},
      {QStringLiteral("services/operations/demo/systemstory.cpp"), QStringLiteral("the demo's story, told as a whole")},
      {QStringLiteral("services/operations/sqlbillingdesk.cpp"),
       QStringLiteral("the door of setSwitch and reconcileCredits, both with their entries")},
      {QStringLiteral("services/operations/admin/opencall.cpp"),
       QStringLiteral("the outbox's door, writeAndWait: whoever goes through it is looked at below")},
      {QStringLiteral("services/operations/jobs/jobscheduler.cpp"),
       QStringLiteral("asks the server for the timetable's lock, and changes nothing")},
      {QStringLiteral("services/operations/review/sqlreviewdesk.cpp"),
       QStringLiteral("the door of what is said of rows, each with its entry in reviewbook")},
      {QStringLiteral("app/billingctl/whoacts.cpp"),
       QStringLiteral("the commands' door, written(): what goes through it is an operation with its own entry")},
      {QStringLiteral("services/operations/finance/revenuehistory.cpp"),
       QStringLiteral("what follows from events and from a choice that has its entry")},
      {QStringLiteral("services/webhooks/processor.cpp"), QStringLiteral("what the provider told")},
      {QStringLiteral("services/operations/reconcile/payoutchecks.cpp"),
       QStringLiteral("payouts as the provider tells them")},
  };
  return reasons;
}

// A change that is made in the database leaves its entry in the same transaction by one of these.
const QStringList& auditedWays() {
  static const QStringList ways{
      QStringLiteral("appendAudit("), QStringLiteral("OutboxRepository::"), QStringLiteral("PeopleRepository::set("),
      QStringLiteral("submitOrder("), QStringLiteral("withdrawOrder("),     QStringLiteral("decideOrder("),
      QStringLiteral("setSwitch("),   QStringLiteral("setPerson("),
  };
  return ways;
}

QString sourceText(const QString& path) {
  QFile file(QStringLiteral(BILLING_SOURCE_DIR "/") + path);
  if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(path));
  return QString::fromUtf8(file.readAll());
}

// Of the store, those above it may know its values and announcements, never a connection.
const Names storeValues{QStringLiteral("store/listrows.h"),         QStringLiteral("store/changefeed.h"),
                        QStringLiteral("store/listfields.h"),       QStringLiteral("store/accountrows.h"),
                        QStringLiteral("store/confirmationrows.h"), QStringLiteral("store/adminrows.h"),
                        QStringLiteral("store/invoicerecord.h"),    QStringLiteral("store/reviewmark.h")};

struct Include {
  QString file, room, header;
  bool system;
};

QString roomOf(const QString& path) {
  const auto parts = path.split(u'/');
  return parts.at(0) == QLatin1String("services") ? parts.at(1) : parts.at(0);
}

QVector<Include> includesOf(const QString& root, const QString& path) {
  QFile file(root + u'/' + path);
  if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(path));
  static const QRegularExpression line(QStringLiteral("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]"),
                                       QRegularExpression::MultilineOption);
  QVector<Include> found;
  for (auto match = line.globalMatch(QString::fromUtf8(file.readAll())); match.hasNext();) {
    const auto hit = match.next();
    found.push_back({path, roomOf(path), hit.captured(2), hit.captured(1) == QLatin1String("<")});
  }
  return found;
}

const QVector<Include>& allIncludes() {
  static const QVector<Include> includes = [] {
    const QString root = QStringLiteral(BILLING_SOURCE_DIR);
    QVector<Include> all;
    for (const auto* top : {"services", "models", "ui", "app"}) {
      QDirIterator files(root + u'/' + QLatin1String(top), {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                         QDir::Files, QDirIterator::Subdirectories);
      while (files.hasNext()) all += includesOf(root, files.next().mid(root.size() + 1));
    }
    return all;
  }();
  return includes;
}

QString told(const Include& include) {
  return include.file + QStringLiteral(" includes ") + include.header;
}

bool startsWithAny(const QString& header, std::initializer_list<const char*> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const char* prefix) { return header.startsWith(QLatin1String(prefix)); });
}

// Text files below these folders, as paths from the top.
QStringList filesBelow(std::initializer_list<const char*> tops, const QStringList& endings) {
  const QString root = QStringLiteral(BILLING_SOURCE_DIR);
  QStringList found;
  for (const char* top : tops) {
    QDirIterator files(root + u'/' + QLatin1String(top), endings, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
      const QString path = files.next().mid(root.size() + 1);
      if (!path.contains(QLatin1String("/node_modules/"))) found += path;
    }
  }
  return found;
}

QByteArray contentOf(const QString& path) {
  QFile file(QStringLiteral(BILLING_SOURCE_DIR "/") + path);
  if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(path));
  return file.readAll();
}

bool isServices(const Include& include) {
  return include.file.startsWith(QLatin1String("services/"));
}

}  // namespace

class TestArchitecture : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void the_tree_is_read_at_all() { QVERIFY(allIncludes().size() > 100); }

  void no_room_includes_a_room_above_it() {
    QStringList wrong;
    for (const auto& include : allIncludes()) {
      const auto target = include.header.section(u'/', 0, 0);
      const bool isRoom = !include.system && mayInclude().contains(target) && include.header.contains(u'/');
      if (isRoom && !mayInclude().value(include.room).contains(target)) wrong += told(include);
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
  }

  void every_include_of_ours_names_its_room() {
    QStringList wrong;
    for (const auto& include : allIncludes())
      if (!include.system && !mayInclude().contains(include.header.section(u'/', 0, 0)) &&
          !include.header.endsWith(QLatin1String(".moc")))
        wrong += told(include);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
  }

  void services_and_models_know_no_widgets() {
    static const QRegularExpression gui(
        QStringLiteral("^(Qt(Widgets|Gui|Charts|Svg)/"
                       "|Q(Widget|MainWindow|Dialog|MessageBox|Painter|Pixmap|Icon|Color|Palette|Font|Image|"
                       "Application|GuiApplication|Style|Chart)\\b)"));
    QStringList wrong;
    for (const auto& include : allIncludes())
      if ((isServices(include) || include.room == QLatin1String("models")) && gui.match(include.header).hasMatch())
        wrong += told(include);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
  }

  void sql_lives_in_the_store_alone() {
    QStringList wrong;
    for (const auto& include : allIncludes()) {
      const bool sql = startsWithAny(include.header, {"QSql", "QtSql", "sqlite3"});
      if (sql && include.room != QLatin1String("store")) wrong += told(include);
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
  }

  void panes_and_models_hold_no_connection() {
    QStringList wrong;
    for (const auto& include : allIncludes()) {
      const bool above = include.room == QLatin1String("ui") || include.room == QLatin1String("models");
      if (above && include.header.startsWith(QLatin1String("store/")) && !storeValues.contains(include.header))
        wrong += told(include);
      if (above && startsWithAny(include.header, {"QNetwork", "QTcp", "QtNetwork", "boost/", "QSsl"}))
        wrong += told(include);
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
  }

  // "In the service layer so that no pane and no billingctl call can skip it."
  void every_write_by_hand_leaves_an_entry_in_the_audit_log() {
    static const QRegularExpression write(QStringLiteral("database\\w*(\\(\\))?\\)?(\\.|->)write\\(|writeAndWait\\("),
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression statement(QStringLiteral("\"(INSERT INTO|UPDATE \\w+ SET|DELETE FROM)"));
    QStringList wrong;
    QSet<QString> seen, writers;
    for (const auto& include : allIncludes()) {
      const bool source =
          include.file.endsWith(QLatin1String(".cpp")) || include.file.endsWith(QLatin1String("apicall.h"));
      if (seen.contains(include.file) || include.room == QLatin1String("store") || !source) continue;
      seen.insert(include.file);
      const QString text = sourceText(include.file);
      const bool above = !include.file.startsWith(QLatin1String("services/"));
      if (above && statement.match(text).hasMatch()) wrong += include.file + QStringLiteral(" has a statement");
      if (!write.match(text).hasMatch()) continue;
      writers.insert(include.file);
      if (include.room == QLatin1String("ui") || include.room == QLatin1String("models"))
        wrong += include.file + QStringLiteral(" writes: panes ask an operation");
      const bool audited = std::any_of(auditedWays().begin(), auditedWays().end(),
                                       [&](const QString& way) { return text.contains(way); });
      if (!audited && !writesByNobodysHand().contains(include.file))
        wrong +=
            include.file + QStringLiteral(
                               " writes without an entry in the audit log: call appendAudit in the transaction, or "
                               "say here why it is nobody's hand");
    }
    for (const QString& file : writesByNobodysHand().keys())
      if (!writers.contains(file)) wrong += file + QStringLiteral(" does not write any more: take it off the list");
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    QVERIFY(writers.size() > 10);
  }

  void domain_and_metrics_know_no_json_network_or_clock() {
    QStringList wrong;
    for (const auto& include : allIncludes()) {
      if (include.room != QLatin1String("domain") && include.room != QLatin1String("metrics")) continue;
      if (startsWithAny(include.header,
                        {"QJson", "QNetwork", "QTcp", "boost/", "simdjson", "QDateTime", "QTimer", "ctime"}))
        wrong += told(include);
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
  }

  // It takes ten seconds to compile: one source file pays, with private headers that nobody else includes.
  void boost_stays_behind_one_source_file() {
    Names headers, sources;
    for (const auto& include : allIncludes())
      if (include.header.startsWith(QLatin1String("boost/")))
        (include.file.endsWith(QLatin1String(".h")) ? headers : sources).insert(include.file);
    for (const auto& include : allIncludes())
      if (headers.contains(QStringLiteral("services/") + include.header)) sources.insert(include.file);
    sources.subtract(headers);
    QCOMPARE(sources.values(), QStringList{QStringLiteral("services/http/server.cpp")});
  }

  void no_file_has_outgrown_its_idea() {
    const QStringList sources = filesBelow({"services", "models", "ui", "app", "tests"},
                                           {QStringLiteral("*.h"), QStringLiteral("*.cpp"), QStringLiteral("*.py"),
                                            QStringLiteral("*.mjs"), QStringLiteral("*.sh")});
    static const QStringList stillLarge{QStringLiteral("tests/providers/tst_roundtrips.cpp"),
                                        QStringLiteral("tests/operations/tst_sync.cpp")};
    QStringList wrong;
    for (const QString& path : sources) {
      if (stillLarge.contains(path)) continue;
      const auto lines = contentOf(path).count('\n');
      if (lines > 450) wrong += QStringLiteral("%1: %2 lines").arg(path).arg(lines);
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
  }

  // Examples live in the home of Ada; any other is somebody's own, and means nothing elsewhere.
  void nothing_names_the_machine_that_it_was_made_on() {
    static const QRegularExpression elsewhere(
        QStringLiteral("(^|[\"' =(:])(/(root|work|mnt|Users)/|/home/(?!ada/)|https?://(registry|index|mirror)[.])"),
        QRegularExpression::MultilineOption);
    QStringList wrong;
    for (const QString& path :
         filesBelow({"services", "models", "ui", "app", "tests", "packaging", "resources"},
                    {QStringLiteral("*.h"), QStringLiteral("*.cpp"), QStringLiteral("*.py"), QStringLiteral("*.mjs"),
                     QStringLiteral("*.sh"), QStringLiteral("*.md"), QStringLiteral("*.toml"), QStringLiteral("*.txt"),
                     QStringLiteral("*.cmake"), QStringLiteral("*.sql"), QStringLiteral("package*.json")})) {
      const auto hit = elsewhere.match(QString::fromUtf8(contentOf(path)));
      if (hit.hasMatch()) wrong += path + QStringLiteral(": ") + hit.captured(2);
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
  }
};

QTEST_GUILESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
