// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include <spectrum/NetworkModule.h>
#include <spectrum/testing/EventRecorder.h>

#include <QJsonObject>
#include <QPluginLoader>
#include <QtTest>

using namespace spectrum;

namespace
{

// The example asks its host for nothing.
class NoHost final : public NetworkHost
{
public:
    Clock &clock() override { qFatal("nobody asked for a clock"); }
    std::chrono::milliseconds reconnectDelay(int) override { return {}; }
};

} // namespace

class OutOfTreeModule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatItIsBeforeItIsLoaded();
    void exportsNothingButItsEntry();
    void echoesAMessage();
};

void OutOfTreeModule::saysWhatItIsBeforeItIsLoaded()
{
    const QPluginLoader loader(QStringLiteral(ECHO_MODULE));
    const QJsonObject metadata = loader.metaData();
    QCOMPARE(metadata.value(QStringLiteral("IID")).toString(), QStringLiteral(SPECTRUM_NETWORK_MODULE_IID));
    const QJsonObject own = metadata.value(QStringLiteral("MetaData")).toObject();
    QCOMPARE(own.value(QStringLiteral("Id")).toString(), QStringLiteral("echo"));
    QVERIFY(!loader.isLoaded());
}

void OutOfTreeModule::exportsNothingButItsEntry()
{
    QLibrary library(QStringLiteral(ECHO_MODULE));
    QVERIFY2(library.load(), qPrintable(library.errorString()));
    QVERIFY(library.resolve("qt_plugin_instance") != nullptr);
    QVERIFY(library.resolve("_ZTI11EchoSession") == nullptr);
}

void OutOfTreeModule::echoesAMessage()
{
    QPluginLoader loader(QStringLiteral(ECHO_MODULE));
    auto *module = qobject_cast<NetworkModule *>(loader.instance());
    QVERIFY2(module != nullptr, qPrintable(loader.errorString()));
    NoHost host;
    Result<std::unique_ptr<Network>> network = module->createNetwork(Settings(), host);
    QVERIFY(network.isOk());

    spectrum::testing::EventRecorder recorder;
    const std::unique_ptr<Session> session =
        network.value()->createSession({.name = QStringLiteral("tester")}, recorder);
    session->logIn(Presence{Availability::Online});
    QCOMPARE(recorder.state(), SessionState::Online);

    SendMessage order{.request = RequestId{7}};
    order.message.peer = Peer::contact(network.value()->contactId(QStringLiteral("Parrot")).value());
    order.message.body = QStringLiteral("hello 🦜");
    session->sendMessage(order);
    QCOMPARE(recorder.outcomesOf(RequestId{7}), 1);
    QCOMPARE(recorder.all<MessageReceived>().front().message.body, order.message.body);
    QCOMPARE(recorder.all<MessageReceived>().front().message.peer.id, QStringLiteral("parrot"));
    session->logOut(QString());
    QCOMPARE(recorder.violations(), QStringList());
}

QTEST_GUILESS_MAIN(OutOfTreeModule)
#include "tst_out_of_tree_module.moc"
