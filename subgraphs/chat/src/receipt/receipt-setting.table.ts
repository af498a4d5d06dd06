import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whether a person, or an organisation for its people, shows how far they have read; they do where there is no row. */
@Entity('receipt_setting')
export class ReceiptSettingRow {
  /** Id of the person or of the organisation. */
  @PrimaryColumn('text')
  readonly ownerId!: string;

  @Column('boolean')
  readonly shown!: boolean;
}
