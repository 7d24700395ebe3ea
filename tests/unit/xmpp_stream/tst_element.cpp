// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "stream/Element.h"

#include <QtTest>

using namespace spectrum::xmpp;

class ElementTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Somebody else's body is not the message's, wherever it stands.
    void keepsForeignChildrenApart()
    {
        Element message(QStringLiteral("message"), QStringLiteral("jabber:client"));
        message.appendChild(Element(QStringLiteral("body"), QStringLiteral("urn:evil")))
            .appendText(QStringLiteral("evil"));
        QVERIFY(message.child(u"body") == nullptr);
        message.appendChild(Element(QStringLiteral("body"), QStringLiteral("jabber:client")))
            .appendText(QStringLiteral("good"));
        QCOMPARE(message.childText(u"body"), QStringLiteral("good"));
        QCOMPARE(message.childText(u"body", u"urn:evil"), QStringLiteral("evil"));
    }
};

QTEST_APPLESS_MAIN(ElementTest)
#include "tst_element.moc"
