// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "module/Manifest.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace spectrum;
using namespace spectrum::core;

class tst_Manifest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAModule();
    void readsWhatItSays();
    void refuses_data();
    void refuses();
    void refusesAFileOfANewerQt();
    void refusesASharedObjectWithoutMetadata();
};

static QJsonObject parse(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

static QJsonObject metaData(const char *iid, const QByteArray &more, int qt = QT_VERSION)
{
    return {{QStringLiteral("IID"), QString::fromLatin1(iid)},
            {QStringLiteral("version"), qt},
            {QStringLiteral("MetaData"), parse("{" + more + "}")}};
}

static const QByteArray complete = R"("Id": "a", "Name": "A", "Version": "1")";

void tst_Manifest::readsAModule()
{
    const QString path = QStringLiteral(MODULE_FOLDER "/good.so");
    const Result<Manifest> manifest = Manifest::read(path);
    QVERIFY2(manifest.isOk(), manifest ? "" : qPrintable(manifest.error().userText));
    QCOMPARE(manifest->id, QStringLiteral("good"));
    QCOMPARE(manifest->path, path);
    QCOMPARE(manifest->kind, Manifest::Kind::Network);
}

void tst_Manifest::readsWhatItSays()
{
    const Result<Manifest> manifest = Manifest::fromMetaData(metaData(
        "im.spectrum.FrontendModule/1.0",
        complete +
            R"(, "Isolation": "process", "ContactList": "host", "Keys": [{}], "Trial": {"Text": "x"})"));
    QVERIFY(manifest);
    QCOMPARE(manifest->kind, Manifest::Kind::Frontend);
    QCOMPARE(manifest->isolation, Manifest::Isolation::Process);
    QCOMPARE(manifest->contactList, Manifest::ContactList::Host);
    QCOMPARE(manifest->keys.size(), 1);
    QCOMPARE(manifest->trial.value(u"Text").toString(), QStringLiteral("x"));
    // Nothing said: nothing special.
    const Result<Manifest> plain =
        Manifest::fromMetaData(metaData("im.spectrum.NetworkModule/1.0", complete));
    QCOMPARE(plain->isolation, Manifest::Isolation::None);
    QCOMPARE(plain->eventLoop, Manifest::EventLoop::Host);
    QCOMPARE(plain->contactList, Manifest::ContactList::Network);
}

void tst_Manifest::refuses_data()
{
    QTest::addColumn<QJsonObject>("object");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const QJsonObject &object, const QString &sentence) {
        QTest::newRow(name) << object << sentence;
    };
    const char *network = "im.spectrum.NetworkModule/1.0";
    row("empty", {}, QStringLiteral("it is a plugin of something else (interface \"\")"));
    row("foreign", metaData("org.example.Other/1.0", complete),
        QStringLiteral("it is a plugin of something else (interface \"org.example.Other/1.0\")"));
    row("no version", metaData("im.spectrum.NetworkModule", complete),
        QStringLiteral("its interface \"im.spectrum.NetworkModule\" has no version"));
    row("odd version", metaData("im.spectrum.NetworkModule/1.x", complete),
        QStringLiteral("its interface \"im.spectrum.NetworkModule/1.x\" has no version"));
    row("newer minor", metaData("im.spectrum.NetworkModule/1.9", complete),
        QStringLiteral("it needs interface 1.9, which is newer than this host's 1.1"));
    row("newer major", metaData("im.spectrum.NetworkModule/2.0", complete),
        QStringLiteral("it was made for interface 2.0, and this host has 1.1"));
    row("older major", metaData("im.spectrum.FrontendModule/0.9", complete),
        QStringLiteral("it was made for interface 0.9, and this host has 1.1"));
    const QString host = QStringLiteral("%1.%2").arg(QT_VERSION_MAJOR).arg(QT_VERSION_MINOR);
    row("newer Qt", metaData(network, complete, 0x066300),
        QStringLiteral("it was built with Qt 6.99, which does not fit this host's ") + host);
    row("older Qt", metaData(network, complete, 0x050f00),
        QStringLiteral("it was built with Qt 5.15, which does not fit this host's ") + host);
    const QString noId = QStringLiteral("its metadata has no valid Id");
    row("no metadata", metaData(network, {}), noId);
    row("number as id", metaData(network, R"("Id": 1, "Name": "A", "Version": "1")"), noId);
    row("path as id", metaData(network, R"("Id": "../a", "Name": "A", "Version": "1")"), noId);
    row("no name", metaData(network, R"("Id": "a", "Version": "1")"),
        QStringLiteral("its metadata has no Name"));
    row("no module version", metaData(network, R"("Id": "a", "Name": "A")"),
        QStringLiteral("its metadata has no Version"));
    row("isolation", metaData(network, complete + R"(, "Isolation": "thread")"),
        QStringLiteral("the Isolation in its metadata is neither \"none\" nor \"process\""));
    row("event loop", metaData(network, complete + R"(, "EventLoop": "own")"),
        QStringLiteral("the EventLoop in its metadata is neither \"host\" nor \"glib\""));
    row("glib in the host", metaData(network, complete + R"(, "EventLoop": "glib")"),
        QStringLiteral("its EventLoop \"glib\" needs the Isolation \"process\""));
    row("contact list", metaData(network, complete + R"(, "ContactList": 1)"),
        QStringLiteral("the ContactList in its metadata is neither \"network\" nor \"host\""));
    row("keys", metaData(network, complete + R"(, "Keys": {})"),
        QStringLiteral("its metadata has Keys that are no list"));
}

void tst_Manifest::refuses()
{
    QFETCH(QJsonObject, object);
    const Result<Manifest> manifest = Manifest::fromMetaData(object);
    QVERIFY(!manifest);
    QTEST(manifest.error().userText, "sentence");
}

void tst_Manifest::refusesAFileOfANewerQt()
{
    QFile good(QStringLiteral(MODULE_FOLDER "/good.so"));
    QVERIFY(good.open(QIODevice::ReadOnly));
    QByteArray bytes = good.readAll();
    // In front of the metadata: a mark, then the version of the format, Qt's major and Qt's minor.
    qsizetype mark = -1;
    for (const QByteArray &word : {QByteArray("qt-project!\0", 12), QByteArray("QTMETADATA !", 12)}) {
        for (qsizetype at = bytes.indexOf(word); at >= 0 && mark < 0; at = bytes.indexOf(word, at + 1)) {
            if (bytes[at + 13] == QT_VERSION_MAJOR && bytes[at + 14] == QT_VERSION_MINOR)
                mark = at;
        }
    }
    QVERIFY(mark > 0);
    bytes[mark + 14] = 99;
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("newer.so")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush());
    const Result<Manifest> manifest = Manifest::read(file.fileName());
    QVERIFY(!manifest);
    QVERIFY2(manifest.error().userText.startsWith(
                 QStringLiteral("it was built with Qt 6.99, which does not fit this host's ")),
             qPrintable(manifest.error().userText));
}

void tst_Manifest::refusesASharedObjectWithoutMetadata()
{
    const Result<Manifest> manifest = Manifest::read(QStringLiteral(PLAIN_LIBRARY));
    QVERIFY(!manifest);
    QCOMPARE(manifest.error().userText,
             QStringLiteral("it is not a module (a shared object without metadata)"));
}

QTEST_APPLESS_MAIN(tst_Manifest)
#include "tst_manifest.moc"
