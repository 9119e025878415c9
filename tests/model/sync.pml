/*
 * The sync protocol of Doorstep for `spin`: a desk (0), a tablet (1), the practice server, and what goes wrong.
 * Each step stands for the C++ function named beside it and does what that function does, not what a page says.
 * Run it by tests/model/model.sh (`./run model`); what is left out: docs/reliability.md, "Sync, as a model".
 *
 * Sizes and faults (-D): BACKUPS, PUTBACKS of the server; COPIES and RESTORES of a device's database, SILENT when
 * neither the keystore's mark nor the file beside the database tells; CUTSAVES: a save killed before its commit;
 * STRAYS: requests that come late or twice. CERT: the tablet's person is certified late; without it: the tablet is
 * revoked. BUG=n: a fault built in.
 */
#ifndef BUG
#define BUG 0
#endif
#ifndef BACKUPS
#define BACKUPS 0
#endif
#ifndef PUTBACKS
#define PUTBACKS 0
#endif
#ifndef COPIES
#define COPIES 0
#endif
#ifndef RESTORES
#define RESTORES 0
#endif
#ifndef CUTSAVES
#define CUTSAVES 0
#endif
#ifndef SILENT
#define SILENT 0
#endif
#ifndef STRAYS
#define STRAYS 0
#endif
#ifndef DESKENTRIES
#define DESKENTRIES 2
#endif
#ifndef TABLETENTRIES
#define TABLETENTRIES 2
#endif
#ifndef RUNS
#define RUNS 4 /* incarnations of a device, at most */
#endif

/* Entries have ids for ever. 1, 2: saved at the desk, one of them may be the revocation (or certificate) of the
 * tablet; 5, 6: saved on the tablet; 3, 4: the desk's release of 5, of 6. */
#define IDS 6
#define WRITER(id) ((id) >= 5)
#define RELEASE_OF(id) ((id) - 2)
#define RELEASED_BY(id) ((id) + 2)
#define IS_RELEASE(id) ((id) == 3 || (id) == 4)
#define BIT(id) (1 << (id))

/* A log is 4 bits a position: the id, and 8 when the position is the null scope's (held: for desks only). It is its
 * own chain hash: two logs with one chain are one log. A cursor is the log up to where it stands. */
#define POSITIONS 8
#define LINE(log, at) (((log) >> (4 * ((at) - 1))) & 15)
#define ID(wLine) ((wLine) & 7)
#define HELD(wLine) ((wLine) & 8)
#define UPTO(log, at) ((at) >= 8 -> (log) : ((log) & ((1 << (4 * (at))) - 1)))
#define LENGTH(log) (LINE(log, 8) -> 8 : (LINE(log, 7) -> 7 : (LINE(log, 6) -> 6 : (LINE(log, 5) -> 5 : \
    (LINE(log, 4) -> 4 : (LINE(log, 3) -> 3 : (LINE(log, 2) -> 2 : (LINE(log, 1) -> 1 : 0))))))))

/* A numbering (counter 1, 2, ... of one incarnation) is 3 bits an id, and its own chain hash as well. */
#define OWN(numbering, wCtr) (((numbering) >> (3 * ((wCtr) - 1))) & 7)
#define FIRST(numbering, wN) ((numbering) & ((1 << (3 * (wN))) - 1))
#define COUNT(numbering) (OWN(numbering, 4) -> 4 : (OWN(numbering, 3) -> 3 : (OWN(numbering, 2) -> 2 : \
    (OWN(numbering, 1) -> 1 : 0))))

/* Sequences of a device: 4 bits an id, 0 = none. */
#define SEQ(seqs, id) (((seqs) >> (4 * ((id) - 1))) & 15)
#define PUT_SEQ(seqs, id, at) seqs = ((seqs) & ~(15 << (4 * ((id) - 1)))) | ((at) << (4 * ((id) - 1)))

#define DESK 0
#define TABLET 1

/* ---- the server ---- */
int log; /* tables route and entry */
short lane[2 * RUNS]; /* table incarnation: what it has of each numbering */
#if BUG != 15
byte timeline, timelines, heardOf[2], aTimeline[2], copyHeardOf; /* a put-back log begins another one */
#endif
short storedIn; /* 2 bits an id: the incarnation it came in */
byte safeSeq; /* practice_head.safeSeq */
#define LANE(d, inc) ((d) * RUNS + (inc))
#define STORED_IN(id) ((storedIn >> (2 * ((id) - 1))) & 3)
int keptLog; /* the newest backup */
short keptLane[2 * RUNS];
short keptStoredIn;
byte keptSafeSeq;

/* ---- the devices ---- */
/* phase: shut (locked or killed; only the spool speaks), open, asked, told (acknowledgements are committed), noted
 * (and the spool), read (a page is committed), pushing (shut, with a request of the spool under way) */
#define SHUT 0
#define OPEN 1
#define ASKED 2
#define TOLD 3
#define NOTED 4
#define READ 5
#define PUSHING 6
byte phase[2];
byte inc[2], runs[2]; /* the running incarnation, and how many there were: a random id is never met twice */
short numbering[2];
byte have[2], own[2], acked[2]; /* by id: in the database; own = 1; acked = 1 */
byte held[2], wasHeld[2]; /* state Held; a reason was written once */
int seqs[2];
int cursor[2];
byte safe[2]; /* setting SafeSeq */
byte spool[2]; /* by id */
bit putBack[2]; /* another database than was closed, and the mark knows */
short given[2]; /* ghost: the counters this incarnation ever gave out */

/* a copy of one device's database */
byte copies, copyOf; /* copyOf: device + 1 */
byte copyRun;
short copyNumbering;
byte copySpool, copyHave, copyOwn, copyAcked, copyHeld, copyWasHeld, copySafe;
int copySeqs, copyCursor;

/* ---- the network ---- */
/* way: 0 none, 1 under way, 2 lost, 3 the answer is there. The request stays, for it is what the device remembers
 * of what it sent (SentRange). */
byte way[2];
byte qRun[2], qFirst[2], qLast[2]; /* qLast: the last counter given out when it was made */
short qNumbering[2]; /* up to its last entry */
int qCursor[2];
short aLane[2]; /* ackedThrough, ackedHash */
short aSeqs[2]; byte aHeld[2], aSafe[2], aPage[2]; /* by place in the range, 4 bits and 1 bit; page: by position */
int aCursor[2];
bit aTaken[2], aNew[2], aRestarted[2], aMayRead[2], aMore[2];
byte heldAgain[2], verdict[2]; /* of the turn under way */
#define CONTINUE 0
#define NEW_RUN 1
#define SEND_ALL 2
bit strayThere[2];
byte strayRun[2], strayFirst[2];
short strayNumbering[2];

/* ---- people and fate ---- */
byte saved; /* ids given out */
byte special; /* the id that revokes, or certifies */
byte gone; /* ids of which an upheaval took the only own copy, and saves that nobody was told of */
byte backups, putBacks, restores, cutSaves, strays;
bit over;
#ifdef LTL
bit calm, atRest; /* nothing goes wrong any more, and nobody saves anything */
#define MAY_FAIL (!calm)
#else
#define MAY_FAIL (!over)
#endif

/* Work of one step; never part of a state. */
hidden byte wCut, wI, wKey, wD, wN, wAt, wCtr, wId, wHeight, wFirst, wTotal, wKnown, wInRun, wMost, wLine, wMe;
hidden byte wFirstAt, wRoutedAt, wReach, wWaiting, wTwice, wTurns, wUpheavals, wUnread;
hidden short wChain, wFresh, wBefore;
hidden int wWas;
hidden byte wFork, wUnused, wIsHeld, wMayRead, wOwn, wMoved, wNoticed, wChanged;
hidden short oSeqs; hidden byte oHeld, oPage;
hidden short oLane;
hidden int oCursor;
hidden byte oTaken, oNew, oRestarted, oMore;

/* wFirstAt: the sequence an id was stored under; wRoutedAt: its position for everybody; 0 = none. */
#define SEARCH(log, mask, key) (((log) & (mask)) == (key) -> 1 : (((log) >> 4 & (mask)) == (key) -> 2 : \
    (((log) >> 8 & (mask)) == (key) -> 3 : (((log) >> 12 & (mask)) == (key) -> 4 : \
    (((log) >> 16 & (mask)) == (key) -> 5 : (((log) >> 20 & (mask)) == (key) -> 6 : \
    (((log) >> 24 & (mask)) == (key) -> 7 : (((log) >> 28 & (mask)) == (key) -> 8 : 0))))))))
inline find(aLog, anId) {
    wKey = (anId);
    wFirstAt = SEARCH(aLog, 7, wKey);
    wRoutedAt = SEARCH(aLog, 15, wKey)
}

/* ---- what the server does ---- */

/* Ordering::place: the next position of the practice's head row. */
inline place(aLine) {
    wHeight = LENGTH(log);
    assert(wHeight < POSITIONS);
    log = log | ((aLine) << (4 * wHeight))
}

/* Ingest::judge and stateOf: only a tablet's entries are ever held here; a release stands whenever it came. */
inline judge(anId) {
    wIsHeld = 0;
    if
    :: WRITER(anId) == TABLET ->
        find(log, special);
#ifdef CERT
        wIsHeld = (special == 0 || wFirstAt == 0);
#else
        wIsHeld = (special != 0 && wFirstAt != 0);
#endif
#if BUG == 7
        wIsHeld = 0; /* what a revoked device sends is routed */
#endif
        find(log, RELEASE_OF(anId));
        wIsHeld = wIsHeld && wFirstAt == 0
    :: else
    fi
}

/* Ingest::store, then ClearEffects::on of what the server may read. */
inline store(anId, aRun) {
    judge(anId);
    place((anId) | (wIsHeld -> 8 : 0));
    storedIn = (storedIn & ~(3 << (2 * ((anId) - 1)))) | ((aRun) << (2 * ((anId) - 1)));
    if
    :: IS_RELEASE(anId) ->
        find(log, RELEASED_BY(anId));
        if
        :: wFirstAt != 0 && wRoutedAt == 0 -> place(RELEASED_BY(anId))
        :: else
        fi
#ifdef CERT
    :: (anId) == special -> /* ClearEffects::releaseWaiting */
        wAt = 1;
        do
        :: wAt <= POSITIONS && LINE(log, wAt) != 0 ->
            if
            :: HELD(LINE(log, wAt)) ->
                wId = ID(LINE(log, wAt));
                find(log, wId);
                if
                :: wRoutedAt == 0 -> place(wId)
                :: else
                fi
            :: else
            fi;
            wAt++
        :: else -> break
        od
#endif
    :: else
    fi
}

/* Ingest::overlapMatches */
inline compareOverlap(rFirst, rNumbering) {
    wFork = 0;
    if
    :: rFirst > wKnown -> wFork = (FIRST(rNumbering, rFirst - 1) != wChain)
    :: else ->
        wCtr = rFirst;
        do
        :: wCtr <= wTotal && wCtr <= wKnown && !wFork ->
            find(log, OWN(rNumbering, wCtr));
            wFork = (wFirstAt == 0 || (wCtr == wKnown && FIRST(rNumbering, wCtr) != wChain));
            wCtr++
        :: else -> break
        od
    fi
#if BUG == 8
    wFork = 0 /* a counter that is known is not looked at again */
#endif
}

/* Ingest::take: a known id keeps its sequence. */
inline take(anId, aRun) {
    find(log, anId);
    if
#if BUG == 9
    :: true -> /* nobody looks whether the id is there already */
#else
    :: wFirstAt == 0 ->
#endif
        store(anId, aRun);
        find(log, anId)
    :: else
    fi;
    oSeqs = oSeqs | (wFirstAt << (4 * (wCtr - wFirst)));
    oHeld = oHeld | ((wRoutedAt == 0 -> 1 : 0) << (wCtr - wFirst));
#if BUG != 16
    /* Ingest::placeOf: the position that everybody has it at, once it was released */
    oSeqs = (wRoutedAt != 0 ->
        ((oSeqs & ~(15 << (4 * (wCtr - wFirst)))) | (wRoutedAt << (4 * (wCtr - wFirst)))) : oSeqs)
#endif
}

/* Ingest::push, one transaction. */
inline push(d, rRun, rFirst, rNumbering) {
    wChain = lane[LANE(d, rRun)]; wKnown = COUNT(wChain); wTotal = COUNT(rNumbering); wFirst = rFirst;
    oSeqs = 0; oHeld = 0; oTaken = 0; oNew = 0; wFork = 0;
#if BUG == 5
    wUnused = (wTotal < rFirst && rFirst <= wKnown); /* a gap is accepted */
#else
    wUnused = (rFirst > wKnown + 1) || (wTotal < rFirst && rFirst <= wKnown);
#endif
    if
    :: !wUnused -> compareOverlap(rFirst, rNumbering)
    :: else
    fi;
#if BUG == 5
    wFork = wFork && rFirst <= wKnown + 1;
#endif
    if
    :: wFork -> oNew = 1
    :: !wFork && !wUnused && wTotal >= rFirst ->
        oTaken = 1;
        wCtr = rFirst;
        do
        :: wCtr <= wTotal ->
#if BUG == 8
            if
            :: wCtr > wKnown -> take(OWN(rNumbering, wCtr), rRun)
            :: else -> find(log, OWN(rNumbering, wCtr)); oSeqs = oSeqs | (wCtr << (4 * (wCtr - wFirst)))
            fi;
#elif BUG == 2
            /* answered before the commit, which failed */
            oSeqs = oSeqs | ((LENGTH(log) + 1) << (4 * (wCtr - wFirst)));
#else
            take(OWN(rNumbering, wCtr), rRun);
#endif
            wCtr++
        :: else -> break
        od;
        if
        :: wTotal > wKnown -> lane[LANE(d, rRun)] = FIRST(rNumbering, wTotal)
        :: else
        fi
    :: else
    fi;
    oLane = lane[LANE(d, rRun)]
}

/* SyncService::pull, Feed::read: restore, readLive, append. `cut`: the page is full after one line. */
inline pull(d, rRun, rCursor, cut) {
    oCursor = 0; oPage = 0; oMore = 0; oRestarted = 0;
    find(log, special);
    wMayRead = 1;
#ifndef CERT
    wMayRead = !(d == TABLET && special != 0 && wFirstAt != 0);
#endif
    wReach = (special != 0 && wFirstAt != 0 -> wFirstAt : 15);
#if BUG == 6
    wMayRead = 1;
#endif
    if
    :: wMayRead ->
        wHeight = LENGTH(log);
        wAt = LENGTH(rCursor);
        if
#if BUG == 4
        :: wAt > wHeight -> oRestarted = 1; wAt = 0 /* its place in the log alone is compared, not the chain */
#else
        :: UPTO(log, wAt) != rCursor -> oRestarted = 1; wAt = 0 /* Feed::rolledBack: another timeline */
#endif
        :: else
        fi;
        wAt++;
        do
        :: wAt <= wHeight && !(cut && oPage != 0) ->
            wLine = LINE(log, wAt);
            find(log, ID(wLine));
            /* Own entries of the running incarnation stay out, unless a release moved them. */
            wOwn = (WRITER(ID(wLine)) == d && STORED_IN(ID(wLine)) == rRun && wAt == wFirstAt);
#if BUG != 19
            /* SyncService::exchange: only of a numbering that was compared to its end */
            wOwn = wOwn && COUNT(oLane) == wTotal;
#endif
#if BUG == 10
            if
            :: !wOwn -> /* held entries go to tablets as well */
#else
            if
            :: !wOwn && (d == DESK || !HELD(wLine)) ->
#endif
#ifndef CERT
                assert(d == DESK || wAt < wReach); /* a revoked device reads nothing ordered after that */
#endif
                assert(d == DESK || !HELD(wLine));
                oPage = oPage | (1 << (wAt - 1))
            :: else
            fi;
            wAt++
        :: else -> break
        od;
        wAt--;
        oCursor = UPTO(log, wAt);
        oMore = (wAt < wHeight)
    :: else
    fi
}

/* SyncService::exchange */
inline answer(d, cut) {
    push(d, qRun[d], qFirst[d], qNumbering[d]);
    aLane[d] = oLane; aSeqs[d] = oSeqs; aHeld[d] = oHeld; aTaken[d] = oTaken; aNew[d] = oNew;
    if
    :: phase[d] == ASKED ->
        pull(d, qRun[d], qCursor[d], cut);
        aCursor[d] = oCursor; aPage[d] = oPage; aMore[d] = oMore;
        aRestarted[d] = oRestarted; aMayRead[d] = wMayRead
    :: else /* page limit 0 */
    fi;
    aSafe[d] = safeSeq;
#if BUG != 15
    aTimeline[d] = timeline;
#endif
    qCursor[d] = 0;
    way[d] = 3
}

/* ---- what a device does ---- */

inline countWaiting(d) {
    wWaiting = 0; wI = 1;
    do
    :: wI <= IDS -> wWaiting = wWaiting + ((own[d] & BIT(wI)) && !(acked[d] & BIT(wI)) -> 1 : 0); wI++
    :: else -> break
    od
}

/* Ids of a numbering as a set. */
inline idsOf(aNumbering) {
    wInRun = 0; wI = 1;
    do
    :: wI <= COUNT(aNumbering) -> wInRun = wInRun | BIT(OWN(aNumbering, wI)); wI++
    :: else -> break
    od
}

/* Store::Parts::startIncarnation; the order of rows is that of ids here. */
inline startRun(d) {
    runs[d] = runs[d] + 1;
    assert(runs[d] < RUNS);
    inc[d] = runs[d];
    wFresh = 0; wN = 0; wI = 1;
    do
    :: wI <= IDS ->
        if
        :: (own[d] & BIT(wI)) && (!(acked[d] & BIT(wI)) || SEQ(seqs[d], wI) == 0 || SEQ(seqs[d], wI) > safe[d]) ->
            wFresh = wFresh | (wI << (3 * wN));
            wN++;
            acked[d] = acked[d] & ~BIT(wI);
            spool[d] = spool[d] | BIT(wI)
        :: (own[d] & BIT(wI)) && (acked[d] & BIT(wI)) -> spool[d] = spool[d] & ~BIT(wI)
        :: else
        fi;
        wI++
    :: else -> break
    od;
    numbering[d] = wFresh;
    given[d] = wFresh
}

/* The next counter for an own entry: Saving::seal, Parts::adoptSpool. */
inline give(d, anId) {
    assert(given[d] == numbering[d]); /* a counter of one incarnation never stands for two entries */
    numbering[d] = numbering[d] | ((anId) << (3 * COUNT(numbering[d])));
    given[d] = numbering[d];
    have[d] = have[d] | BIT(anId);
    own[d] = own[d] | BIT(anId)
}

/* Ingest::decide, once a release is there. */
inline decide(d, anId) {
    if
    :: IS_RELEASE(anId) -> held[d] = held[d] & ~BIT(RELEASED_BY(anId))
    :: else
    fi
}

/* Store::open: findPlace, adoptSpool. */
inline open(d) {
    if
#if BUG == 3
    :: false -> wUnused /* the copy goes on with the counters it had */
#else
    :: putBack[d] -> startRun(d)
#endif
    :: else
    fi;
    putBack[d] = 0;
    wI = 1;
    do
    :: wI <= IDS ->
        if
        :: (spool[d] & BIT(wI)) && !(have[d] & BIT(wI)) -> gone = gone & ~BIT(wI); give(d, wI); decide(d, wI)
        :: else
        fi;
        wI++
    :: else -> break
    od;
    phase[d] = OPEN
}

/* Saving::run, one commit. */
inline save(d, anId) {
    saved = saved | BIT(anId);
    spool[d] = spool[d] | BIT(anId);
    give(d, anId);
    decide(d, anId)
}

inline forgetTurn(d) {
    way[d] = 0; qRun[d] = 0; qFirst[d] = 0; qLast[d] = 0; qNumbering[d] = 0; qCursor[d] = 0;
    aLane[d] = 0; aSeqs[d] = 0; aHeld[d] = 0; aSafe[d] = 0; aPage[d] = 0; aCursor[d] = 0;
    aTaken[d] = 0; aNew[d] = 0; aRestarted[d] = 0; aMayRead[d] = 0; aMore[d] = 0;
    heldAgain[d] = 0; verdict[d] = 0
#if BUG != 15
    ; aTimeline[d] = 0
#endif
}

/* readTurn: Store::outgoing, makeBatch. */
inline ask(d, atMost) {
    idsOf(numbering[d]);
    if
#if BUG != 11
    :: (own[d] & ~acked[d] & ~wInRun) != 0 -> startRun(d) /* EntryTable::waitsElsewhere */
#endif
    :: else
    fi;
    wFirst = 1;
    do
    :: wFirst <= COUNT(numbering[d]) && (acked[d] & BIT(OWN(numbering[d], wFirst))) -> wFirst++
    :: else -> break
    od;
    countWaiting(d);
    wTotal = COUNT(numbering[d]);
    wTotal = (wTotal > wFirst + (atMost) - 1 -> wFirst + (atMost) - 1 : wTotal);
    qRun[d] = inc[d]; qFirst[d] = wFirst; qLast[d] = wFirst + wWaiting - 1;
    qNumbering[d] = FIRST(numbering[d], wTotal);
    qCursor[d] = cursor[d];
    way[d] = 1;
    phase[d] = ASKED
}

/* SpoolPush::nextBatch: what a locked device sends, from its spool. */
inline askLocked(d, atMost) {
    wFresh = numbering[d];
    wI = 1;
    do
    :: wI <= IDS -> /* a save that was cut stands in the spool alone, under the next counter */
        wFresh = ((spool[d] & BIT(wI)) && !(have[d] & BIT(wI)) -> (wFresh | (wI << (3 * COUNT(wFresh)))) : wFresh);
        wI++
    :: else -> break
    od;
    wFirst = 1;
    do
    :: wFirst <= COUNT(wFresh) && !(spool[d] & BIT(OWN(wFresh, wFirst))) -> wFirst++
    :: else -> break
    od;
    wTotal = COUNT(wFresh);
    qLast[d] = wTotal;
    wTotal = (wTotal > wFirst + (atMost) - 1 -> wFirst + (atMost) - 1 : wTotal);
    qRun[d] = inc[d]; qFirst[d] = wFirst; qNumbering[d] = FIRST(wFresh, wTotal);
    way[d] = 1;
    phase[d] = PUSHING
}

/* decideAck. What would be Corrupt cannot come from this server. */
inline decideAck(d) {
    wKnown = COUNT(aLane[d]); wFirst = qFirst[d]; wTotal = COUNT(qNumbering[d]);
    wTotal = (wTotal < wFirst -> wFirst - 1 : wTotal);
    if
    :: wKnown + 1 < wFirst ->
        assert(!aTaken[d]);
        verdict[d] = (aNew[d] -> NEW_RUN : SEND_ALL)
    :: wKnown + 1 >= wFirst && aNew[d] && !aTaken[d] -> verdict[d] = NEW_RUN
    :: wKnown + 1 >= wFirst && !(aNew[d] && !aTaken[d]) ->
        assert(aTaken[d] == (wTotal >= wFirst)); /* it leaves out nothing that it says it has */
        if
#if BUG != 12
        :: wKnown > qLast[d] -> verdict[d] = NEW_RUN
#endif
        :: else ->
            assert(wKnown != wTotal || aLane[d] == FIRST(qNumbering[d], wTotal)); /* nor names another chain */
            verdict[d] = (aRestarted[d] -> SEND_ALL : CONTINUE)
#if BUG != 15
            ; verdict[d] = (aTimeline[d] != heardOf[d] -> SEND_ALL : verdict[d])
#endif
        fi
    fi
}

/* Store::beginTimeline, with the spool filled again. */
inline forgetAll(d) {
    wI = 1;
    do
    :: wI <= IDS ->
        if
        :: SEQ(seqs[d], wI) != 0 ->
#if BUG != 13
            acked[d] = acked[d] & ~BIT(wI);
#endif
            PUT_SEQ(seqs[d], wI, 0)
        :: else
        fi;
        wI++
    :: else -> break
    od;
    safe[d] = 0;
    cursor[d] = 0;
#if BUG != 15
    heardOf[d] = aTimeline[d];
#endif
    idsOf(numbering[d]);
    spool[d] = (own[d] & ~acked[d] & wInRun) | (spool[d] & ~have[d])
}

/* Store::acknowledge, up to its commit. */
inline acknowledge(d) {
    wCtr = qFirst[d];
    do
    :: aTaken[d] && wCtr <= COUNT(qNumbering[d]) ->
        wId = OWN(qNumbering[d], wCtr);
        acked[d] = acked[d] | BIT(wId);
        wAt = (aSeqs[d] >> (4 * (wCtr - qFirst[d]))) & 15;
        if
        :: SEQ(seqs[d], wId) == 0 -> PUT_SEQ(seqs[d], wId, wAt)
        :: else
        fi;
        if
        :: (aHeld[d] >> (wCtr - qFirst[d])) & 1 ->
            held[d] = held[d] | BIT(wId);
            wasHeld[d] = wasHeld[d] | BIT(wId)
#if BUG != 17
        :: else -> held[d] = held[d] & ~BIT(wId) /* Ingest::acknowledged */
#else
        :: else
#endif
        fi;
        wCtr++
    :: else -> break
    od;
    safe[d] = (aSafe[d] > safe[d] -> aSafe[d] : safe[d])
}

/* applyTurn, its first transaction. */
inline tell(d) {
    decideAck(d);
    if
    :: verdict[d] == SEND_ALL -> forgetAll(d)
    :: else -> acknowledge(d)
    fi;
    phase[d] = TOLD
}

/* The spool learns it (Spool::acknowledge); a new incarnation begins. */
inline note(d) {
    if
    :: verdict[d] != SEND_ALL ->
        wCtr = 1;
        do
        :: wCtr <= COUNT(numbering[d]) && (acked[d] & BIT(OWN(numbering[d], wCtr))) ->
            spool[d] = spool[d] & ~BIT(OWN(numbering[d], wCtr));
            wCtr++
        :: else -> break
        od
    :: else
    fi;
    if
    :: verdict[d] == NEW_RUN -> startRun(d)
    :: else
    fi;
#if BUG == 14
    phase[d] = NOTED /* a page made for the old incarnation is used */
#else
    phase[d] = (verdict[d] == CONTINUE || (verdict[d] == SEND_ALL && aRestarted[d]) -> NOTED : READ)
#endif
}

/* Ingest::take, keepNew, takeAgain of one line of a page. */
inline takeLine(d, anId, aSeq, lineHeld) {
    if
    :: !(have[d] & BIT(anId)) ->
        have[d] = have[d] | BIT(anId);
        PUT_SEQ(seqs[d], anId, aSeq);
#if BUG != 18
        if
        :: WRITER(anId) == d -> /* EntryTable::makeOwn: its own, from before it was put back */
            own[d] = own[d] | BIT(anId);
            acked[d] = acked[d] | BIT(anId)
        :: else
        fi;
#endif
        if
        :: lineHeld ->
            wasHeld[d] = wasHeld[d] | BIT(anId);
            held[d] = held[d] | ((have[d] & BIT(RELEASE_OF(anId))) -> 0 : BIT(anId))
        :: else
        fi
    :: (have[d] & BIT(anId)) && lineHeld ->
        if
        :: !(held[d] & BIT(anId)) && SEQ(seqs[d], anId) != 0
        :: else ->
            if
            :: have[d] & BIT(RELEASE_OF(anId)) -> held[d] = held[d] & ~BIT(anId)
            :: else ->
                heldAgain[d] = heldAgain[d] | (!(held[d] & BIT(anId)) && !(own[d] & BIT(anId)) -> BIT(anId) : 0);
                held[d] = held[d] | BIT(anId)
            fi;
            PUT_SEQ(seqs[d], anId, aSeq);
            wasHeld[d] = wasHeld[d] | BIT(anId)
        fi
    :: (have[d] & BIT(anId)) && !lineHeld ->
        if
        :: (wasHeld[d] & BIT(anId)) || SEQ(seqs[d], anId) == 0 || SEQ(seqs[d], anId) > aSeq ->
            PUT_SEQ(seqs[d], anId, aSeq)
        :: else
        fi;
        held[d] = held[d] & ~BIT(anId)
    fi;
    decide(d, anId)
}

/* Store::applyPage: lines and cursor in one transaction. */
inline page(d) {
    if
    :: aMayRead[d] ->
        wAt = 1;
        do
        :: wAt <= POSITIONS ->
            if
#if BUG == 1
            :: (aPage[d] & (1 << (wAt - 1))) && phase[d] == READ ->
#else
            :: aPage[d] & (1 << (wAt - 1)) ->
#endif
                takeLine(d, ID(LINE(aCursor[d], wAt)), wAt, HELD(LINE(aCursor[d], wAt)))
            :: else
            fi;
            wAt++
        :: else -> break
        od;
        cursor[d] = aCursor[d]
    :: else
    fi
}
inline read(d) {
    page(d);
#if BUG == 1
    ; /* the cursor has its own commit, before the lines */
#endif
    phase[d] = READ
}

/* releaseAgain: what a desk had as part of the records is released without asking anybody again. */
inline endTurn(d) {
#if BUG == 1
    page(d);
#endif
    if
    :: d == DESK ->
        wI = 5;
        do
        :: wI <= IDS ->
            if
            :: (heldAgain[d] & BIT(wI)) && !(saved & BIT(RELEASE_OF(wI))) -> save(d, RELEASE_OF(wI))
            :: else
            fi;
            wI++
        :: else -> break
        od
    :: else
    fi;
    forgetTurn(d);
    phase[d] = OPEN
}

/* ---- what must hold in every state ---- */

/* Whether the device's next turn shows it that the server has less than it once had. */
inline notices(d) {
    idsOf(numbering[d]);
    wFirst = 1;
    do
    :: wFirst <= COUNT(numbering[d]) && (acked[d] & BIT(OWN(numbering[d], wFirst))) -> wFirst++
    :: else -> break
    od;
    find(log, special);
    wNoticed = COUNT(lane[LANE(d, inc[d])]) + 1 < wFirst;
#ifndef CERT
    wMayRead = !(d == TABLET && special != 0 && wFirstAt != 0);
#else
    wMayRead = 1;
#endif
    wNoticed = wNoticed || (wMayRead && UPTO(log, LENGTH(cursor[d])) != cursor[d]);
#if BUG != 15
    wNoticed = wNoticed || heardOf[d] != timeline;
#endif
    wNoticed = wNoticed || putBack[d]
}

inline mustHold() {
    wId = 1;
    do
    :: wId <= IDS ->
        /* never two sequences for an id; held is never routed without a release */
        wAt = 1; wTwice = 0;
        do
        :: wAt <= POSITIONS && LINE(log, wAt) != 0 ->
            if
            :: LINE(log, wAt) == wId -> assert(!(wTwice & 1)); wTwice = wTwice | 1
            :: LINE(log, wAt) == (wId | 8) -> assert(wTwice == 0); wTwice = wTwice | 2
            :: else
            fi;
            wAt++
        :: else -> break
        od;
        if
        :: wTwice == 3 ->
            find(log, RELEASE_OF(wId));
            wKnown = wFirstAt;
            find(log, special);
#ifdef CERT
            assert(wKnown != 0 || (special != 0 && wFirstAt != 0))
#else
            assert(wKnown != 0)
#endif
        :: else
        fi;
#ifndef CERT
        /* nor is what a revoked device sent routed without one */
        find(log, wId);
        wKnown = wRoutedAt; wMe = wFirstAt;
        find(log, special);
        if
        :: WRITER(wId) == TABLET && wKnown != 0 && special != 0 && wFirstAt != 0 && wMe > wFirstAt ->
            find(log, RELEASE_OF(wId));
            assert(wFirstAt != 0)
        :: else
        fi;
#endif
        /* what a device shows as with the practice is there, or it learns at its next sync that it is not;
         * what it shows as safe is in the newest backup */
        wMe = DESK;
        do
        :: wMe <= TABLET ->
            if
            :: (own[wMe] & BIT(wId)) && (acked[wMe] & BIT(wId)) ->
                find(log, wId);
                if
                :: wFirstAt == 0 -> notices(wMe); assert(wNoticed)
                :: else
                fi
                ;
                find(keptLog, wId);
                if
                :: wFirstAt == 0 && SEQ(seqs[wMe], wId) != 0 && SEQ(seqs[wMe], wId) <= safe[wMe] ->
                    notices(wMe);
                    assert(wNoticed)
                :: else
                fi
            :: else
            fi;
            wMe++
        :: else -> break
        od;
        wId++
    :: else -> break
    od;
    wMe = DESK;
    do
    :: wMe <= TABLET ->
        /* a cursor never passes what the device may read and does not hold */
        wAt = 1;
        do
        :: wAt <= POSITIONS && LINE(cursor[wMe], wAt) != 0 ->
            assert((have[wMe] & BIT(ID(LINE(cursor[wMe], wAt)))) || (wMe == TABLET && HELD(LINE(cursor[wMe], wAt))));
            wAt++
        :: else -> break
        od;
        /* every counter that the server says it has stands for an entry in its log */
        wI = 0;
        do
        :: wI < RUNS ->
            wCtr = 1;
            do
            :: wCtr <= COUNT(lane[LANE(wMe, wI)]) ->
                find(log, OWN(lane[LANE(wMe, wI)], wCtr));
                assert(wFirstAt != 0);
                wCtr++
            :: else -> break
            od;
            wI++
        :: else -> break
        od;
        wMe++
    :: else -> break
    od;
#ifdef LTL
    find(log, special);
    atRest = (((own[DESK] & ~acked[DESK]) | (own[TABLET] & ~acked[TABLET])) == 0
        && cursor[DESK] == log && (cursor[TABLET] == log || (special != 0 && wFirstAt != 0)));
#endif
    wMe = 0 /* a d_step must not end in a loop */
}

/* ---- when everything works again ---- */

/* SyncEngine: turns until neither side has more. */
inline syncNow(d) {
    wTurns = 0; wUpheavals = 0;
    do
    :: true ->
        ask(d, 4);
        wWas = cursor[d];
        answer(d, 0);
        wUnread = aMore[d];
        tell(d);
        note(d);
        wMoved = aTaken[d] || (phase[d] == NOTED && aPage[d] != 0 && aCursor[d] != wWas);
        wTurns++;
        if
        :: phase[d] == NOTED -> read(d)
        :: else
        fi;
        wUpheavals = wUpheavals + (verdict[d] != CONTINUE -> 1 : 0);
        wFork = (verdict[d] != CONTINUE);
        endTurn(d);
        assert(wUpheavals <= 3); /* "the server keeps starting over" */
        countWaiting(d);
        if
        :: !wFork && wWaiting == 0 && !wUnread -> break
        :: else -> assert(wFork || wMoved); /* "the server makes no progress" */
            assert(wTurns < 12)
        fi
    od
}

/* Whatever was under way is gone; both devices open and sync until nothing is new. Then nobody waits, logs are
 * equal, and nothing that was saved is missing unless an upheaval took the only own copy. */
inline settle() {
    wD = DESK;
    do
    :: wD <= TABLET ->
        strayThere[wD] = 0;
        if
        :: phase[wD] == SHUT -> open(wD)
        :: else
        fi;
        wD++
    :: else -> break
    od;
    wMost = 0;
    do
    :: true ->
        wBefore = LENGTH(log);
        wD = DESK;
        do
        :: wD <= TABLET -> syncNow(wD); mustHold(); wD++
        :: else -> break
        od;
        wMost++;
        assert(wMost < 6);
        if
        :: wMost > 1 && LENGTH(log) == wBefore -> break
        :: else
        fi
    od;
    wId = 1;
    do
    :: wId <= IDS ->
        find(log, wId);
        wKnown = wFirstAt;
        wN = wRoutedAt;
        if
        :: saved & BIT(wId) -> assert(wKnown != 0 || (gone & BIT(wId)))
        :: else
        fi;
        assert(wKnown != 0 || !(have[WRITER(wId)] & BIT(wId))); /* its writer's device holds it */
        find(log, special);
        wMe = DESK;
        do
        :: wMe <= TABLET ->
            assert(!(own[wMe] & BIT(wId)) || (acked[wMe] & BIT(wId))); /* nobody waits */
            if
#ifndef CERT
            :: wMe == DESK || special == 0 || wFirstAt == 0 ->
#else
            :: true ->
#endif
                assert(wN == 0 || (have[wMe] & BIT(wId)));
                assert(wN == 0 || SEQ(seqs[wMe], wId) == wN);
                assert(wN == 0 || !(held[wMe] & BIT(wId)));
                assert(!(wMe == DESK && wN == 0 && wKnown != 0)
                    || ((held[wMe] & BIT(wId)) && SEQ(seqs[wMe], wId) == wKnown));
                assert(wKnown != 0 || (gone & BIT(wId)) || !(have[wMe] & BIT(wId)))
            :: else
            fi;
            wMe++
        :: else -> break
        od;
        wId++
    :: else -> break
    od
}

inline excuse() {
    wId = 1;
    do
    :: wId <= IDS ->
        find(log, wId);
        if
        :: (saved & BIT(wId)) && wFirstAt == 0 &&
            !((own[DESK] | own[TABLET] | spool[DESK] | spool[TABLET]) & BIT(wId)) ->
            gone = gone | BIT(wId)
        :: else
        fi;
        wId++
    :: else -> break
    od;
    wId = 0
}

/* SpoolPush::take: the database, being shut, learns nothing. */
inline tellLocked(d) {
    decideAck(d);
    wCtr = qFirst[d];
    do
    :: verdict[d] == CONTINUE && wCtr <= COUNT(qNumbering[d]) ->
        spool[d] = spool[d] & ~BIT(OWN(qNumbering[d], wCtr));
        wCtr++
    :: else -> break
    od;
    forgetTurn(d);
    phase[d] = SHUT
}

inline keepStray(d) {
    strays++;
    strayThere[d] = 1; strayRun[d] = qRun[d]; strayFirst[d] = qFirst[d]; strayNumbering[d] = qNumbering[d]
}

/* Nobody answered in time, or the answer was lost. */
inline giveUp(d) {
    forgetTurn(d);
    phase[d] = (phase[d] == ASKED -> OPEN : SHUT)
}

#define UNLOCKED(d) (phase[d] != SHUT && phase[d] != PUSHING)

proctype Device(byte d) {
end:
    do
    :: atomic {
        if
        :: !over && phase[d] == OPEN -> if :: wCut = 1 :: wCut = 2 fi; d_step { ask(d, wCut) }
        :: d_step { phase[d] == ASKED && way[d] == 3 -> tell(d) }
        :: d_step { phase[d] == TOLD -> note(d) }
        :: d_step { phase[d] == NOTED -> read(d) }
        :: d_step { phase[d] == READ -> endTurn(d) }
        :: d_step { MAY_FAIL && (phase[d] == ASKED || phase[d] == PUSHING) && way[d] != 0 -> giveUp(d) }
#if STRAYS
        :: d_step { MAY_FAIL && (phase[d] == ASKED || phase[d] == PUSHING) && strays < STRAYS && qNumbering[d] != 0 ->
            keepStray(d); giveUp(d) }
#endif
        /* killed, or locked */
        :: d_step { MAY_FAIL && UNLOCKED(d) && phase[d] != ASKED -> forgetTurn(d); phase[d] = SHUT }
        :: d_step { !over && phase[d] == SHUT -> open(d) }
        :: MAY_FAIL && phase[d] == SHUT && spool[d] != 0 && !putBack[d] ->
            if :: wCut = 1 :: wCut = 2 fi; d_step { askLocked(d, wCut) }
        :: d_step { phase[d] == PUSHING && way[d] == 3 -> tellLocked(d) }
        fi;
        d_step { mustHold() }
    }
    od
}

proctype Server(byte d) {
end:
    do
    :: atomic {
        if
        :: way[d] == 1 -> wCut = 0; d_step { answer(d, wCut) }
        :: way[d] == 1 && phase[d] == ASKED -> wCut = 1; d_step { answer(d, wCut) }
#if STRAYS
        :: strayThere[d] -> d_step { push(d, strayRun[d], strayFirst[d], strayNumbering[d]) }
        :: d_step { strayThere[d] -> strayThere[d] = 0; strayRun[d] = 0; strayFirst[d] = 0; strayNumbering[d] = 0 }
#endif
        fi;
        d_step { mustHold() }
    }
    od
}

#define UNUSED(id) (MAY_FAIL && !(saved & BIT(id)))
#if DESKENTRIES == 2
#define NEXT_OF_DESK (UNUSED(1) -> 1 : 2)
#else
#define NEXT_OF_DESK 1
#endif
#if TABLETENTRIES == 2
#define NEXT_OF_TABLET (UNUSED(5) -> 5 : 6)
#else
#define NEXT_OF_TABLET 5
#endif

proctype People() {
end:
    do
    :: atomic {
        if
        :: d_step { UNLOCKED(DESK) && UNUSED(NEXT_OF_DESK) -> wId = NEXT_OF_DESK; save(DESK, wId) }
        :: d_step { UNLOCKED(DESK) && special == 0 && UNUSED(NEXT_OF_DESK) -> wId = NEXT_OF_DESK; special = wId;
            save(DESK, wId) }
        :: d_step { UNLOCKED(TABLET) && UNUSED(NEXT_OF_TABLET) -> wId = NEXT_OF_TABLET; save(TABLET, wId) }
        /* a person at the desk decides on what is held */
        :: d_step { UNLOCKED(DESK) && UNUSED(3) && (held[DESK] & BIT(5)) -> save(DESK, 3) }
        :: d_step { UNLOCKED(DESK) && UNUSED(4) && (held[DESK] & BIT(6)) -> save(DESK, 4) }
#if CUTSAVES
        /* killed after the line in the spool, before the commit: nobody was told "saved" */
        :: d_step { UNLOCKED(DESK) && phase[DESK] != ASKED && cutSaves < CUTSAVES && UNUSED(NEXT_OF_DESK) -> cutSaves++;
            wId = NEXT_OF_DESK; saved = saved | BIT(wId); spool[DESK] = spool[DESK] | BIT(wId); gone = gone | BIT(wId);
            forgetTurn(DESK); phase[DESK] = SHUT }
        :: d_step { UNLOCKED(TABLET) && phase[TABLET] != ASKED && cutSaves < CUTSAVES && UNUSED(NEXT_OF_TABLET) ->
            cutSaves++; wId = NEXT_OF_TABLET; saved = saved | BIT(wId); spool[TABLET] = spool[TABLET] | BIT(wId);
            gone = gone | BIT(wId); forgetTurn(TABLET); phase[TABLET] = SHUT }
#endif
        fi;
        d_step { mustHold() }
    }
    od
}

inline keepLanes() {
    wI = 0;
    do
    :: wI < 2 * RUNS -> keptLane[wI] = lane[wI]; wI++
    :: else -> break
    od
}
inline putLanesBack() {
    wI = 0;
    do
    :: wI < 2 * RUNS -> lane[wI] = keptLane[wI]; wI++
    :: else -> break
    od
}

inline keepCopy(d) {
    copies++;
    copyOf = d + 1; copyRun = inc[d]; copyNumbering = numbering[d];
    copyHave = have[d]; copyOwn = own[d]; copyAcked = acked[d]; copyHeld = held[d]; copyWasHeld = wasHeld[d];
#if BUG != 15
    copyHeardOf = heardOf[d];
#endif
    copySafe = safe[d]; copySeqs = seqs[d]; copyCursor = cursor[d];
#if SILENT == 2
    copySpool = spool[d]
#endif
}

/* The database alone; with SILENT 2 the whole folder. Without SILENT the keystore's mark says so at the next opening
 * (Store::meetGeneration), or the incarnation beside the database does (findPlace). */
inline restore(d) {
    restores++;
#if SILENT
    putBack[d] = (SILENT == 1 && copyRun != inc[d]);
    given[d] = copyNumbering;
#else
    putBack[d] = 1;
#endif
#if SILENT == 2
    spool[d] = copySpool;
#endif
    inc[d] = copyRun; numbering[d] = copyNumbering;
    have[d] = copyHave; own[d] = copyOwn; acked[d] = copyAcked; held[d] = copyHeld; wasHeld[d] = copyWasHeld;
    safe[d] = copySafe; seqs[d] = copySeqs; cursor[d] = copyCursor;
#if BUG != 15
    heardOf[d] = copyHeardOf;
#endif
    excuse()
}

/* All that ends well ends in one state. */
inline finish() {
    log = 0; storedIn = 0; safeSeq = 0; keptLog = 0; keptStoredIn = 0; keptSafeSeq = 0;
    wI = 0;
    do
    :: wI < 2 * RUNS -> lane[wI] = 0; keptLane[wI] = 0; wI++
    :: else -> break
    od;
    wMe = DESK;
    do
    :: wMe <= TABLET ->
        forgetTurn(wMe);
        phase[wMe] = SHUT; inc[wMe] = 0; runs[wMe] = 0; numbering[wMe] = 0; have[wMe] = 0; own[wMe] = 0;
        acked[wMe] = 0; held[wMe] = 0; wasHeld[wMe] = 0; seqs[wMe] = 0; cursor[wMe] = 0; safe[wMe] = 0;
        spool[wMe] = 0; putBack[wMe] = 0; given[wMe] = 0;
        strayThere[wMe] = 0; strayRun[wMe] = 0; strayFirst[wMe] = 0; strayNumbering[wMe] = 0;
        wMe++
    :: else -> break
    od;
    copies = 0; copyOf = 0; copyRun = 0; copyNumbering = 0; copyHave = 0; copyOwn = 0; copyAcked = 0; copyHeld = 0;
    copyWasHeld = 0; copySafe = 0; copySeqs = 0; copyCursor = 0; copySpool = 0;
    saved = 0; special = 0; gone = 0; backups = 0; putBacks = 0; restores = 0; cutSaves = 0; strays = 0;
#if BUG != 15
    timeline = 0; timelines = 0; heardOf[DESK] = 0; heardOf[TABLET] = 0; copyHeardOf = 0;
#endif
    over = 1
}

proctype Fate() {
end:
    do
    :: atomic {
        if
#if BACKUPS
        /* server::backUp; when nothing is new a backup changes nothing */
        :: d_step { MAY_FAIL && backups < BACKUPS && log != keptLog -> backups++;
            keptLog = log; keptStoredIn = storedIn; keptSafeSeq = safeSeq; keepLanes();
            wHeight = LENGTH(log); safeSeq = (wHeight > safeSeq -> wHeight : safeSeq) }
#endif
#if PUTBACKS
        :: d_step { MAY_FAIL && putBacks < PUTBACKS && log != keptLog -> putBacks++;
            log = keptLog; storedIn = keptStoredIn; safeSeq = keptSafeSeq; putLanesBack();
#if BUG != 15
            timelines++; timeline = timelines;
#endif
            excuse() }
#endif
#if COPIES
        :: d_step { MAY_FAIL && copies < COPIES && have[DESK] != 0 -> keepCopy(DESK) }
        :: d_step { MAY_FAIL && copies < COPIES && (have[TABLET] != 0 || saved != 0) -> keepCopy(TABLET) }
        :: d_step { MAY_FAIL && restores < RESTORES && copyOf == 1 && phase[DESK] == SHUT -> restore(DESK) }
        :: d_step { MAY_FAIL && restores < RESTORES && copyOf == 2 && phase[TABLET] == SHUT -> restore(TABLET) }
#endif
#ifdef LTL
        :: d_step { MAY_FAIL -> calm = 1 }
#else
        :: d_step { !over && phase[DESK] <= OPEN && phase[TABLET] <= OPEN -> settle(); finish() }
#endif
        fi;
        d_step { mustHold() }
    }
    od
}

init {
    atomic {
        phase[DESK] = OPEN; phase[TABLET] = OPEN;
        run Device(DESK); run Device(TABLET); run Server(DESK); run Server(TABLET); run People(); run Fate()
    }
}

#ifdef LTL
/* Step by step and without settle(): with fair turns for everybody both come to have all there is, and nobody waits. */
ltl settles { [] (calm -> <> atRest) }
#endif
