// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "module/Loader.h"

#include <QTest>

using namespace spectrum;
using namespace spectrum::core;

class tst_Loader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loadsAModuleOnce();
    void refusesAMissingSymbol();
    void refusesAMissingLibrary();
    void refusesAnotherObject();
    void refusesAFileThatChanged();

private:
    [[nodiscard]] static Manifest manifestOf(const char *name)
    {
        const Result<Manifest> manifest =
            Manifest::read(QStringLiteral(MODULE_FOLDER "/%1.so").arg(QLatin1String(name)));
        return manifest ? *manifest : Manifest();
    }
    [[nodiscard]] static QString reason(const Manifest &manifest)
    {
        const Result<QObject *> loaded = Loader::load(manifest);
        return loaded ? QString() : loaded.error().userText;
    }
};

void tst_Loader::loadsAModuleOnce()
{
    const Result<QObject *> first = Loader::load(manifestOf("good"));
    const Result<QObject *> second = Loader::load(manifestOf("good"));
    QVERIFY(first && second);
    QCOMPARE(*first, *second);
    QVERIFY(qobject_cast<NetworkModule *>(*first));
}

void tst_Loader::refusesAMissingSymbol()
{
    const QString why = reason(manifestOf("missing"));
    QVERIFY2(why.startsWith(QStringLiteral("it cannot be loaded: ")), qPrintable(why));
    QVERIFY2(why.contains(QStringLiteral("undefined symbol: ")) &&
                 why.contains(QStringLiteral("nobodyDefinesThis")),
             qPrintable(why));
}

void tst_Loader::refusesAMissingLibrary()
{
    const QString why = reason(manifestOf("orphan"));
    QVERIFY2(why.startsWith(QStringLiteral("it cannot be loaded: ")), qPrintable(why));
    QVERIFY2(why.contains(QStringLiteral("libtest_module_gone.so: cannot open shared object file")),
             qPrintable(why));
}

void tst_Loader::refusesAnotherObject()
{
    QCOMPARE(reason(manifestOf("empty")),
             QStringLiteral("its object does not have the interface that its metadata names"));
}

void tst_Loader::refusesAFileThatChanged()
{
    Manifest manifest = manifestOf("good");
    manifest.id = QStringLiteral("another");
    QCOMPARE(reason(manifest), QStringLiteral("its file changed while the host was starting"));
}

QTEST_GUILESS_MAIN(tst_Loader)
#include "tst_loader.moc"
